#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "server/api/accounts.hpp"
#include "server/ops/log.hpp"
#include "server/sync/directory.hpp"
#include "server/sync/hub.hpp"
#include "server/sync/store_thread.hpp"

namespace mingcha {

/// What the code in a confirmation is worth (DESIGN section 7): `ok` the school's liaison officer typed his own; `wrong` another code, one for
/// another feedback, or a box that this server cannot open; `none` no code was typed, or there is none to compare it with. `feedback` binds
/// the box to what was signed: a box copied from an earlier confirmation is wrong, and costs the officer no try.
[[nodiscard]] Outcome<std::string> code_result(Record const& confirmation, Uuid const& liaison, BoxKey const& box,
                                               Accounts& accounts);

/// Checks the code of every confirmation that arrives and writes `confirmation.code_result`, so that the tablet and the console see it.
///
/// On a thread of its own, after the commit that brought the confirmation: a check costs 0.1 s, which no batch should wait for. A confirmation
/// without a result is one that is still to be checked, whatever happened before: the first thing that a start does is to look for them.
class ConfirmationCodes {
public:
    struct Services {
        SqliteCentralStore& store;
        StoreThread& writer;
        Accounts& accounts;
        Directory const& directory;
        Hub& hub;
        BoxKey const& box;
        Log& log;
    };
    /// All of it outlives this. The store's listener is set before.
    explicit ConfirmationCodes(Services services);
    ~ConfirmationCodes();  ///< finishes the check under way
    ConfirmationCodes(ConfirmationCodes const&) = delete;
    ConfirmationCodes& operator=(ConfirmationCodes const&) = delete;

private:
    void loop();
    void check(std::vector<Record> const& confirmations);
    void check(Record const& confirmation);

    Services services_;
    std::mutex guard_;
    std::condition_variable wake_;
    std::set<Uuid> visits_;  // that changed; under guard_
    bool stopping_ = false;
    std::unique_ptr<Hub::Subscription> subscription_;
    std::thread thread_;  // last: it uses all the others
};

}  // namespace mingcha
