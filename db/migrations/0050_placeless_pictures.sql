-- Where a picture was taken is told to who sends it, for them to say on the form, and kept with the matter they say it of.
-- Beside who sent it and when it was where somebody walked (个人信息保护法 28; 整治形式主义为基层减负若干规定).
alter table files drop column lng, drop column lat;
