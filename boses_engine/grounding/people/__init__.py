"""Who people are: age, sex, schooling, faith, tongue, household."""
