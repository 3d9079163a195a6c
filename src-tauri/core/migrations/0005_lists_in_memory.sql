-- What searching looks into is kept in memory; folded texts on the disk said every record a second time.

drop table search;
