alter table visits_other add constraint visits_other_rest check (day < 1000 or day >= 2000) not valid;
