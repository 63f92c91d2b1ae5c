set client_encoding = 'UTF8';
set names 'LATIN1';
set standard_conforming_strings = off;
