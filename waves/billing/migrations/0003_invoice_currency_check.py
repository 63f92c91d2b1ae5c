from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoices", "0002_invoice_currency")]

    operations = [
        # Checks new rows only; old pods leave the column to its default, which complies.
        AddConstraintNotValid(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="invoice_currency_iso"
            ),
        ),
    ]
