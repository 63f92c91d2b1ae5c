truncate shipments;
