vacuum orders;
