filedesc://a.arc 0.0.0.0 20060102030405 text/plain 68
1 0 Archive
URL IP-address Archive-date Content-type Archive-length

http://a.example/ 192.0.2.1 20060102030405 text/html 183
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html>
<html><head><title>Row</title></head><body><p>“The quay is closed,” Ines Duarte said.</p></body></html>

http://a.example/ 192.0.2.1 20060102030405 text/html 183
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html>
<html><head><title>Row</title></head><body><p>“The quay is closed,” Ines Duarte said.</p></body></html>

