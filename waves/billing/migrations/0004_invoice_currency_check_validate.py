from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    # Apart from 0003: in one transaction, its ACCESS EXCLUSIVE lock would last for the whole scan.
    dependencies = [("invoices", "0003_invoice_currency_check")]

    operations = [
        # The scan may take longer than one statement should; the migrate Job's deadline is its bound.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        ValidateConstraint(model_name="invoice", name="invoice_currency_iso"),
    ]
