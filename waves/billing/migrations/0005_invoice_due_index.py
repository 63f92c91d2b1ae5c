from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # CONCURRENTLY can't run in a transaction.
    atomic = False

    dependencies = [("invoices", "0004_invoice_currency_check_validate")]

    operations = [
        # The build waits for older transactions; with a lock_timeout it would give up and leave an INVALID index
        # behind, which is also what an interrupted run leaves: so it is dropped first.
        migrations.RunSQL(
            [
                "SET lock_timeout = 0",
                "SET statement_timeout = 0",
                "DROP INDEX CONCURRENTLY IF EXISTS invoice_due_idx",
            ],
            migrations.RunSQL.noop,
        ),
        AddIndexConcurrently(
            model_name="invoice",
            index=models.Index(fields=["due_at"], condition=models.Q(paid_at=None), name="invoice_due_idx"),
        ),
        migrations.RunSQL(["RESET statement_timeout", "RESET lock_timeout"], migrations.RunSQL.noop),
    ]
