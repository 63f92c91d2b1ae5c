create publication sales for table seats;
