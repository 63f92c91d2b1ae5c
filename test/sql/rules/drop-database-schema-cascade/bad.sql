drop schema archive;
