create table visits_2 partition of visits for values from (1000) to (2000);
