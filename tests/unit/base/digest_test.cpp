#include "mltrack/base/digest.hpp"

#include "mltrack/base/base64.hpp"

#include <doctest/doctest.h>

using namespace mltrack;

TEST_CASE("digest: MD5 gives the known answers, around the ends of its blocks too") {
  CHECK(md5_hex("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(md5_hex("a") == "0cc175b9c0f1b6a831c399e269772661");
  CHECK(md5_hex("abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(md5_hex("message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(md5_hex(std::string(55, 'a')) == "ef1772b6dff9a122358552954ad0df65");
  CHECK(md5_hex(std::string(56, 'a')) == "3b0c8ac703f828b04c6c197006d17218");
  CHECK(md5_hex(std::string(64, 'a')) == "014842d480b571495a4a0363793f7367");
  Md5 pieces;
  for (const char* piece : {"mes", "", "sage", " digest"}) {
    pieces.add(piece);
  }
  CHECK(pieces.hex() == md5_hex("message digest"));
  for (std::size_t piece = 1; piece < 130; ++piece) {
    const std::string text(300, 'x');
    Md5 md5;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      md5.add(std::string_view(text).substr(at, piece));
    }
    CHECK(md5.hex() == md5_hex(text));
  }
  CHECK(md5_hex("é日本") == "0e46a0c6283c93a2871fe3300ae1afb8");
}

TEST_CASE("digest: SHA-256 gives the known answers, around the ends of its blocks too") {
  CHECK(encode_base64(sha256("")) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  CHECK(encode_base64(sha256("abc")) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  CHECK(encode_base64(sha256(std::string(55, 'a'))) ==
        "n0OQ+NMMLdkuyfCVtl4rmumwqSWlJY4kHJ8ekQ9zQxg=");
  CHECK(encode_base64(sha256(std::string(56, 'a'))) ==
        "s1Q5pKxvCUi21vnjxq8PX1kM4g8b3nCQ73lwaG7Gc4o=");
  CHECK(encode_base64(sha256(std::string(63, 'a'))) ==
        "fT50oF19sVvOStnsBljqmOPwbu7PFrTG//LaRX3cLzQ=");
  CHECK(encode_base64(sha256(std::string(64, 'a'))) ==
        "/+BU/nrgy23GXDr5th1SCfQ5hR20PQulmXM33xVGaOs=");
  CHECK(encode_base64(sha256(std::string(1000, 'a'))) ==
        "Qe3s5C1j6Nm/UVqbppMuHCDLyfWl0TRkWttdsblzfqM=");
  CHECK(encode_base64(sha256("é日本")) == "72cGYBFO8UtRDPKXM/SAq7MdR690af2aG11OBOA+PBs=");
}
