#include "shared/base/suite.hpp"

#include <catch2/catch.hpp>

using namespace mingcha;

TEST_CASE("a message signed under one label verifies under no other", "[base][law]") {
    SeededRandom random(3);
    auto const key = SigningKey::generate(random);
    Bytes const body{1, 2, 3};
    Label const all[] = {Label::hello,    Label::batch,    Label::receipt, Label::head,
                         Label::feedback, Label::identity, Label::blob};
    for (auto const signed_as : all) {
        auto const signature = key.sign(signed_as, body);
        for (auto const read_as : all)
            CHECK(verify(key.public_key(), read_as, body, signature) == (signed_as == read_as));
    }
}

TEST_CASE("a sealed box opens only with its own key", "[base]") {
    auto const mine = make_box_key(Hash{1});
    auto const other = make_box_key(Hash{2});
    auto const sealed = seal_box(Bytes{1, 2, 3}, mine.public_key);
    CHECK(*open_box(sealed, mine.public_key, mine.secret) == Bytes{1, 2, 3});
    CHECK_FALSE(open_box(sealed, other.public_key, other.secret));
}

TEST_CASE("hashes are the published ones", "[base]") {
    CHECK(to_hex(sha256(view("abc"))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4
    CHECK(to_hex(hmac_sha256(view("Jefe"), view("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231
    Sha256Stream stream;
    stream.update(view("a"));
    stream.update(view("bc"));
    CHECK(stream.finish() == sha256(view("abc")));
}

TEST_CASE("a name that does not exist costs a guesser as much as one that does", "[base]") {
    auto const secret = *hash_password("correct horse");
    auto const cost = secret.substr(0, secret.find("p=1$") + 4);
    CHECK(decoy_password.starts_with(cost));
    CHECK(decoy_password.size() == secret.size());
    CHECK_FALSE(password_matches(decoy_password, "correct horse"));

    auto const printed = *hash_password("mingcha-demo", PasswordCost::printed);
    CHECK_FALSE(printed.starts_with(cost));
    CHECK(password_matches(printed, "mingcha-demo"));
    CHECK_FALSE(password_matches(printed, "mingcha"));
}
