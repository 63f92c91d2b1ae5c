from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoices", "0001_initial")]

    operations = [
        # db_default, not default: Django drops the column's default after adding it, and the INSERTs of the pods that
        # still run the last version would fail on NOT NULL.
        migrations.AddField(
            model_name="invoice",
            name="currency",
            field=models.CharField(max_length=3, db_default="EUR"),
        ),
    ]
