#include "server/net/tls_identity.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "server/ops/files.hpp"

namespace mingcha {

namespace {
namespace fs = std::filesystem;

template <auto Free>
struct Freer {
    template <typename T>
    void operator()(T* thing) const {
        Free(thing);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;

constexpr std::int64_t validity_seconds =
    10LL * 366 * 24 * 3600;                              // nobody trusts it by its date; the identity vouches for it
constexpr std::int64_t clock_slack_seconds = 24 * 3600;  // a tablet's clock may be behind

Error tls_error(char const* doing) {
    char text[160] = "";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    return {"tls_failed", std::string(doing) + ": " + text};
}

std::string text_of(BIO* memory) {
    char* data = nullptr;
    auto const size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(size)};
}

bool add_extension(X509* certificate, int nid, std::string const& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    Extension const extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill_certificate(X509* certificate, EVP_PKEY* key, Random& random, std::int64_t now_ms, std::string const& host) {
    auto const now = static_cast<time_t>(now_ms / 1000);
    bool ok = X509_set_version(certificate, X509_VERSION_3) == 1;
    ok = ok && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), random.u64() >> 1) == 1;
    ok = ok && ASN1_TIME_set(X509_getm_notBefore(certificate), now - clock_slack_seconds) != nullptr;
    ok = ok && ASN1_TIME_set(X509_getm_notAfter(certificate), now + validity_seconds) != nullptr;
    ok = ok && X509_set_pubkey(certificate, key) == 1;
    auto* const name = X509_get_subject_name(certificate);
    auto const* const text = reinterpret_cast<unsigned char const*>(host.data());
    ok = ok && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, static_cast<int>(host.size()), -1, 0) == 1;
    ok = ok && X509_set_issuer_name(certificate, name) == 1;
    ok = ok && add_extension(certificate, NID_subject_alt_name, "DNS:" + host + ",DNS:localhost,IP:127.0.0.1");
    ok = ok && add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE");
    return ok && X509_sign(certificate, key, EVP_sha256()) > 0;
}

struct TlsPair {
    std::string key_pem, certificate_pem;
};

Outcome<TlsPair> make_tls_pair(Random& random, std::int64_t now_ms, std::string const& host) {
    Key const key(EVP_EC_gen("P-256"));
    if (!key) return tls_error("making a P-256 key");
    Certificate const certificate(X509_new());
    if (!fill_certificate(certificate.get(), key.get(), random, now_ms, host)) return tls_error("making a certificate");
    Memory const key_text(BIO_new(BIO_s_mem()));
    Memory const certificate_text(BIO_new(BIO_s_mem()));
    bool ok = PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1;
    ok = ok && PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1;
    if (!ok) return tls_error("writing the certificate");
    return TlsPair{text_of(key_text.get()), text_of(certificate_text.get())};
}

/// The public key that peers see, after checking that the private one belongs to it.
Outcome<Bytes> public_key_of(TlsPair const& pair) {
    Memory const key_text(BIO_new_mem_buf(pair.key_pem.data(), static_cast<int>(pair.key_pem.size())));
    Memory const certificate_text(
        BIO_new_mem_buf(pair.certificate_pem.data(), static_cast<int>(pair.certificate_pem.size())));
    Key const key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr));
    Certificate const certificate(PEM_read_bio_X509(certificate_text.get(), nullptr, nullptr, nullptr));
    if (!key || !certificate) return Error{"keys_unreadable", "the TLS key or certificate is not PEM"};
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        return Error{"keys_unreadable", "the TLS key does not belong to the certificate"};
    }
    unsigned char* der = nullptr;
    auto const size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    if (size <= 0) return tls_error("encoding the public key");
    Bytes out(der, der + size);
    OPENSSL_free(der);
    return out;
}

Outcome<Hash> open_seed(fs::path const& path, Random& random) {
    auto found = read_file_if_there(path);
    if (!found) return found.error();
    if (*found) {
        auto const seed = from_hex(std::string_view(**found).substr(0, 64));
        if (!seed || seed->size() != 32) return Error{"keys_unreadable", path.filename().string() + " is not a seed"};
        return hash_from(*seed);
    }
    Hash seed;
    random.fill(seed);
    auto const written = write_file_durably(path, to_hex(seed) + "\n");
    if (!written) return written.error();
    return seed;
}

Outcome<TlsPair> open_tls_pair(fs::path const& directory, Random& random, std::int64_t now_ms,
                               std::string const& host) {
    auto key = read_file_if_there(directory / "tls.key");
    auto certificate = read_file_if_there(directory / "tls.crt");
    if (!key) return key.error();
    if (!certificate) return certificate.error();
    if (*key && *certificate) return TlsPair{std::move(**key), std::move(**certificate)};
    auto made = make_tls_pair(random, now_ms, host);
    if (!made) return made.error();
    // The certificate goes first: a key without one (the power went between) is made anew, since the identity vouches
    // for both.
    auto const first = write_file_durably(directory / "tls.crt", made->certificate_pem);
    if (!first) return first.error();
    auto const second = write_file_durably(directory / "tls.key", made->key_pem);
    if (!second) return second.error();
    return made;
}
}  // namespace

Outcome<ServerKeys> open_server_keys(fs::path const& directory, Random& random, std::int64_t now_ms,
                                     std::string const& host) {
    auto const made = make_private_directory(directory);
    if (!made) return made.error();
    std::error_code ignored;
    if (!fs::exists(directory / "identity.key", ignored) && fs::exists(directory / "tls.key", ignored)) {
        return Error{"keys_unreadable", "identity.key is gone while tls.key is there: restore it from the backup"};
    }
    auto const identity = open_seed(directory / "identity.key", random);
    if (!identity) return identity.error().with_context("opening the server's identity");
    auto const box = open_seed(directory / "box.key", random);
    if (!box) return box.error().with_context("opening the box key");
    auto pair = open_tls_pair(directory, random, now_ms, host);
    if (!pair) return pair.error().with_context("opening the TLS key");
    ServerKeys keys;
    keys.identity = SigningKey::from_seed(*identity);
    keys.box = make_box_key(*box);
    return with_certificate(std::move(keys), std::move(pair->certificate_pem), std::move(pair->key_pem));
}

Outcome<ServerKeys> with_certificate(ServerKeys keys, std::string certificate_pem, std::string key_pem) {
    auto public_key = public_key_of({key_pem, certificate_pem});
    if (!public_key) return public_key.error();
    keys.tls_key_pem = std::move(key_pem);
    keys.tls_certificate_pem = std::move(certificate_pem);
    keys.tls_public_key = std::move(*public_key);
    keys.proof = keys.identity.sign(Label::identity, keys.tls_public_key);
    return keys;
}

bool verify_server_identity(PublicKey const& pinned, ByteView tls_public_key, Signature const& proof) {
    return verify(pinned, Label::identity, tls_public_key, proof);
}

std::string identity_json(ServerKeys const& keys) {
    nlohmann::json const page{{"identity", to_hex(keys.identity.public_key())},
                              {"box_key", to_hex(keys.box.public_key)},
                              {"tls_public_key", to_hex(keys.tls_public_key)},
                              {"proof", to_hex(keys.proof)}};
    return page.dump();
}

}  // namespace mingcha
