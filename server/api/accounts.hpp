#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "server/api/attempt_window.hpp"
#include "shared/base/clock.hpp"
#include "shared/base/ids.hpp"
#include "shared/base/suite.hpp"
#include "shared/sqlite/database.hpp"

namespace mingcha {

/// A signed-in office worker.
struct WebSession {
    Uuid person;
    std::string token;  ///< in the cookie
    std::string csrf;   ///< said back with each changing call
    std::int64_t expires_ms = 0;
};

/// The tablet that shows an enrolment code.
struct EnrolmentClaim {
    Uuid device;
    PublicKey key{};
};

/// The server's own: one-time enrolment codes, office accounts and their sessions, liaison officers' confirmation codes (确认码). Not records:
/// nothing here travels to a tablet. Any thread.
class Accounts {
public:
    /// `clock` and `random` outlive it.
    [[nodiscard]] static Outcome<std::unique_ptr<Accounts>> open(std::string const& path, Clock& clock, Random& random);

    /// "ABCD-1234": 8 characters of Crockford's base32, one use, valid for `minutes` (DESIGN section 7: 10).
    [[nodiscard]] Outcome<std::string> make_enrolment_code(Uuid const& person, int minutes);
    /// Whose tablet it enrols; uses nothing up. Codes: code_unknown, code_used, code_expired.
    [[nodiscard]] Outcome<Uuid> person_of_enrolment_code(std::string_view code);
    /// The code is this tablet's alone from now on: asked again by the same tablet it says the same, so that neither a lost answer nor
    /// a full disk costs a code. The same codes of errors.
    [[nodiscard]] Outcome<Uuid> claim_enrolment_code(std::string_view code, EnrolmentClaim const& claim);

    /// The codes that every reader of the manual knows (shared/data/demo_codes.hpp) are refused as `demo_code` until this is called, once,
    /// by what fills a store with synthetic data.
    void allow_demo_codes() { demo_codes_ = true; }

    struct Named {
        std::string name;
        Uuid person;
    };
    [[nodiscard]] Outcome<Unit> set_password(std::string const& name, Uuid const& person, std::string_view password);
    /// The same password for several, hashed once: for synthetic data.
    [[nodiscard]] Outcome<Unit> set_password(std::span<Named const> accounts, std::string_view password);
    /// `bad_credentials`, the same and as slow for an unknown name; `too_many_attempts`, its message the seconds to wait, after 5 in a row
    /// for one name, for a minute and then longer, and after 20 within 15 minutes from one `address` whatever the names.
    [[nodiscard]] Outcome<WebSession> sign_in(std::string const& name, std::string_view password,
                                              std::string const& address = {});
    [[nodiscard]] Outcome<std::optional<WebSession>> session(std::string_view token);
    [[nodiscard]] Outcome<Unit> sign_out(std::string_view token);

    [[nodiscard]] Outcome<Unit> set_confirmation_code(Uuid const& liaison, std::string_view code);
    /// The same code for several, hashed once: for synthetic data.
    [[nodiscard]] Outcome<Unit> set_confirmation_code(std::span<Uuid const> liaisons, std::string_view code);
    /// ok | wrong | none; 5 wrong tries a liaison officer and then always `wrong` until it is set anew (DESIGN section 7).
    [[nodiscard]] Outcome<std::string> check_confirmation_code(Uuid const& liaison, std::string_view code);

private:
    [[nodiscard]] Outcome<Uuid> enrolment_for(std::string_view typed, EnrolmentClaim const* claim);
    Accounts(std::string const& path, Clock& clock, Random& random);
    [[nodiscard]] std::string random_text(std::size_t characters);

    std::mutex guard_;
    AttemptWindow attempts_;  // under guard_
    sqlite::Database db_;
    Clock& clock_;
    Random& random_;
    bool demo_codes_ = false;
};

}  // namespace mingcha
