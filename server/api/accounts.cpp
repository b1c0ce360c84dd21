#include "server/api/accounts.hpp"

#include <algorithm>

#include "shared/data/demo_codes.hpp"

namespace mingcha {

namespace {
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t session_ms = 12 * 60 * minute_ms;  // a working day; signing in again keeps the draft (UX W19)
constexpr int tries_max = 5;
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford: no I, L, O, U

constexpr char const* schema = R"sql(
CREATE TABLE IF NOT EXISTS enrolment_code (code TEXT PRIMARY KEY, person BLOB, expires INTEGER, device BLOB, key BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, person BLOB, password TEXT, tries INTEGER, wait_until INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session (token BLOB PRIMARY KEY, csrf TEXT, person BLOB, expires INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS confirmation_code (liaison BLOB PRIMARY KEY, code TEXT, tries INTEGER) WITHOUT ROWID;
)sql";

/// What somebody typed, as codes are kept: upper case, without hyphens and spaces, O read as 0, I and L as 1.
std::string settled(std::string_view typed) {
    std::string out;
    for (char c : typed) {
        if (c == '-' || c == ' ') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        out.push_back(c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c);
    }
    return out;
}

Error demo_code() {
    return {"demo_code", "this code is printed in the manual and opens demo data only; choose another"};
}

/// Tokens are kept as hashes: whoever reads the file cannot use them.
Hash kept(std::string_view token) {
    return sha256(view(token));
}
}  // namespace

Accounts::Accounts(std::string const& path, Clock& clock, Random& random) : db_(path), clock_(clock), random_(random) {
    db_.execute(schema);
}

Outcome<std::unique_ptr<Accounts>> Accounts::open(std::string const& path, Clock& clock, Random& random) {
    return sqlite::guarded("opening the accounts",
                           [&] { return std::unique_ptr<Accounts>(new Accounts(path, clock, random)); });
}

std::string Accounts::random_text(std::size_t characters) {
    std::string out;
    while (out.size() < characters) out.push_back(alphabet[static_cast<std::size_t>(random_.below(alphabet.size()))]);
    return out;
}

Outcome<std::string> Accounts::make_enrolment_code(Uuid const& person, int minutes) {
    std::lock_guard const lock(guard_);
    return sqlite::guarded("making an enrolment code", [&] {
        std::string const code = random_text(8);
        sqlite::Statement put(db_, "INSERT INTO enrolment_code VALUES (?1,?2,?3,NULL,NULL)");
        put.with(std::string_view(code), person.view(), clock_.now().time_ms + minutes * minute_ms).run();
        return code.substr(0, 4) + "-" + code.substr(4);
    });
}

Outcome<Uuid> Accounts::enrolment_for(std::string_view typed, EnrolmentClaim const* claim) {
    std::lock_guard const lock(guard_);
    Error refusal{"code_unknown", "no such enrolment code"};
    auto found = sqlite::guarded("looking up an enrolment code", [&]() -> std::optional<Uuid> {
        std::string const code = settled(typed);
        sqlite::Transaction transaction(db_);
        sqlite::Statement get(db_, "SELECT person, expires, device, key FROM enrolment_code WHERE code=?1");
        sqlite::Use const use(get);
        if (!get.with(std::string_view(code)).step()) return std::nullopt;
        auto const person = Uuid::from(get.blob(0));
        if (!get.is_null(2)) {  // for whoever claimed it its answer stays, however late it is asked for again
            bool const own =
                claim && Uuid::from(get.blob(2)) == claim->device && std::ranges::equal(get.blob(3), claim->key);
            if (own) return person;
            refusal = {"code_used", "this enrolment code was used already"};
            return std::nullopt;
        }
        if (get.integer(1) < clock_.now().time_ms) {
            refusal = {"code_expired", "this enrolment code is no longer valid"};
            return std::nullopt;
        }
        get.reset();
        if (!claim) return person;
        sqlite::Statement put(db_, "UPDATE enrolment_code SET device=?1, key=?2 WHERE code=?3");
        put.with(claim->device.view(), ByteView(claim->key), std::string_view(code)).run();
        transaction.commit();
        return person;
    });
    if (!found) return found.error();
    if (!*found) return refusal;
    return **found;
}

Outcome<Uuid> Accounts::person_of_enrolment_code(std::string_view code) {
    return enrolment_for(code, nullptr);
}
Outcome<Uuid> Accounts::claim_enrolment_code(std::string_view code, EnrolmentClaim const& claim) {
    return enrolment_for(code, &claim);
}

Outcome<Unit> Accounts::set_password(std::string const& name, Uuid const& person, std::string_view password) {
    Named const one{name, person};
    return set_password(std::span(&one, 1), password);
}

Outcome<Unit> Accounts::set_password(std::span<Named const> accounts, std::string_view password) {
    bool const is_printed = password == demo_password;
    if (is_printed && !demo_codes_) return demo_code();
    auto const hashed = hash_password(password, is_printed ? PasswordCost::printed : PasswordCost::secret);
    if (!hashed) return hashed.error();
    std::lock_guard const lock(guard_);
    return sqlite::guarded("setting a password", [&] {
        sqlite::Transaction transaction(db_);
        sqlite::Statement put(db_, "INSERT OR REPLACE INTO account VALUES (?1,?2,?3,0,0)");
        for (auto const& one : accounts)
            put.with(std::string_view(one.name), one.person.view(), std::string_view(*hashed)).run();
        transaction.commit();
        return Unit{};
    });
}

Outcome<WebSession> Accounts::sign_in(std::string const& name, std::string_view password, std::string const& address) {
    struct Row {
        Uuid person;
        std::string password;
        std::int64_t tries = 0, wait_until = 0;
    };
    std::int64_t const now = clock_.now().time_ms;
    std::int64_t wait_ms = 0;
    auto const row = [&] {
        std::lock_guard const lock(guard_);
        wait_ms = attempts_.wait_ms(address, now);
        return sqlite::guarded("signing in", [&]() -> std::optional<Row> {
            sqlite::Statement get(db_, "SELECT person, password, tries, wait_until FROM account WHERE name=?1");
            if (!get.with(std::string_view(name)).step()) return std::nullopt;
            return Row{Uuid::from(get.blob(0)), get.text(1), get.integer(2), get.integer(3)};
        });
    }();
    if (!row) return row.error();
    if (*row) wait_ms = std::max(wait_ms, (*row)->wait_until - now);
    if (wait_ms > 0) return Error{"too_many_attempts", std::to_string((wait_ms + 999) / 1000)};
    bool const right =
        password_matches(*row ? std::string_view((*row)->password) : decoy_password, password) && row->has_value();
    std::lock_guard const lock(guard_);
    if (!right) attempts_.failed(address, now);
    auto made = sqlite::guarded("signing in", [&]() -> std::optional<WebSession> {
        if (*row) {
            std::int64_t const tries = right ? 0 : (*row)->tries + 1;
            std::int64_t const wait = tries >= tries_max ? now + minute_ms * (tries - tries_max + 1) : 0;
            sqlite::Statement note(db_, "UPDATE account SET tries=?1, wait_until=?2 WHERE name=?3");
            note.with(tries, wait, std::string_view(name)).run();
        }
        if (!right) return std::nullopt;
        WebSession out{(*row)->person, random_text(32), random_text(26), now + session_ms};
        sqlite::Statement put(db_, "INSERT INTO session VALUES (?1,?2,?3,?4)");
        put.with(ByteView(kept(out.token)), std::string_view(out.csrf), out.person.view(), out.expires_ms).run();
        return out;
    });
    if (!made) return made.error();
    if (!*made) return Error{"bad_credentials", "name or password is wrong"};
    return **std::move(made);
}

Outcome<std::optional<WebSession>> Accounts::session(std::string_view token) {
    std::lock_guard const lock(guard_);
    return sqlite::guarded("looking up a session", [&]() -> std::optional<WebSession> {
        auto const name = kept(token);
        sqlite::Statement get(db_, "SELECT person, csrf, expires FROM session WHERE token=?1");
        if (!get.with(ByteView(name)).step() || get.integer(2) < clock_.now().time_ms) return std::nullopt;
        return WebSession{Uuid::from(get.blob(0)), std::string(token), get.text(1), get.integer(2)};
    });
}

Outcome<Unit> Accounts::sign_out(std::string_view token) {
    std::lock_guard const lock(guard_);
    return sqlite::guarded("signing out", [&] {
        auto const name = kept(token);
        sqlite::Statement drop(db_, "DELETE FROM session WHERE token=?1");
        drop.with(ByteView(name)).run();
        return Unit{};
    });
}

Outcome<Unit> Accounts::set_confirmation_code(Uuid const& liaison, std::string_view code) {
    return set_confirmation_code(std::span(&liaison, 1), code);
}

Outcome<Unit> Accounts::set_confirmation_code(std::span<Uuid const> liaisons, std::string_view code) {
    bool const is_printed = code == demo_confirmation_code;
    if (is_printed && !demo_codes_) return demo_code();
    auto const hashed = hash_password(code, is_printed ? PasswordCost::printed : PasswordCost::secret);
    if (!hashed) return hashed.error();
    std::lock_guard const lock(guard_);
    return sqlite::guarded("setting a confirmation code", [&] {
        sqlite::Transaction transaction(db_);
        sqlite::Statement put(db_, "INSERT OR REPLACE INTO confirmation_code VALUES (?1,?2,0)");
        for (auto const& liaison : liaisons) put.with(liaison.view(), std::string_view(*hashed)).run();
        transaction.commit();
        return Unit{};
    });
}

Outcome<std::string> Accounts::check_confirmation_code(Uuid const& liaison, std::string_view code) {
    // The try is counted before the slow comparison, which holds no lock: a server that is killed on the way gives no try away.
    auto const kept_code = [&] {
        std::lock_guard const lock(guard_);
        return sqlite::guarded("checking a confirmation code", [&]() -> std::optional<std::string> {
            sqlite::Transaction transaction(db_);
            sqlite::Statement get(db_, "SELECT code, tries FROM confirmation_code WHERE liaison=?1");
            if (!get.with(liaison.view()).step()) return std::nullopt;
            auto out = get.integer(1) < tries_max ? get.text(0) : std::string();
            get.reset();
            sqlite::Statement note(db_, "UPDATE confirmation_code SET tries=tries+1 WHERE liaison=?1");
            note.with(liaison.view()).run();
            transaction.commit();
            return out;
        });
    }();
    if (!kept_code) return kept_code.error();
    if (!*kept_code) return std::string("none");
    if ((*kept_code)->empty() || !password_matches(**kept_code, code)) return std::string("wrong");
    std::lock_guard const lock(guard_);
    return sqlite::guarded("checking a confirmation code", [&] {
        sqlite::Statement note(db_, "UPDATE confirmation_code SET tries=0 WHERE liaison=?1");
        note.with(liaison.view()).run();
        return std::string("ok");
    });
}

}  // namespace mingcha
