#include "tests/support/world.hpp"

namespace mingcha::test {

std::string OpenPolicy::refuses(PolicyReader& reader, BatchHeader const& header, Delta const& delta,
                                Record const* row) {
    if (refused.contains(header.author)) return "author";
    bool const makes_root = !row && delta.record.name.id == delta.record.name.root.id;
    if (!makes_root && !reader.is_granted(header.author, delta.record.name.root)) return "grant";
    return {};
}

std::vector<Audience> OpenPolicy::audiences(PolicyReader&, Record const& changed) {
    if (auto const found = seen_by.find(changed.name.root); found != seen_by.end())
        return {{changed.name.root, found->second}};
    if (changed.name.type != RecordType::visit) return {};
    Audience out{changed.name.root, {}};
    out.persons.insert(changed.value("lead").id());
    if (auto const* members = changed.find("members"))
        for (auto const& sibling : members->siblings) out.persons.insert(Value::decode(view(sibling.value))->id());
    return {out};
}

void Link::serve(ServerPeer& peer, ServerPeer::Actions first, std::int64_t server_ms) {
    std::deque<serving::Action> todo(std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
    auto const then = [&](ServerPeer::Actions more) {
        for (auto& action : more) todo.push_back(std::move(action));
    };
    while (!todo.empty()) {
        auto action = std::move(todo.front());
        todo.pop_front();
        if (auto* send = std::get_if<serving::Send>(&action))
            down_.push_back(std::move(send->frame));
        else if (auto* look = std::get_if<serving::LookUp>(&action))
            then(peer.on_device(*store_.device_facts(look->device, look->device_epoch)));
        else if (auto* greet = std::get_if<serving::Greet>(&action))
            then(peer.on_greeting(*store_.greet(greet->hello, server_ms)));
        else if (auto* page = std::get_if<serving::FetchPage>(&action))
            then(peer.on_page(*store_.page(page->query)));
        else if (auto* open = std::get_if<serving::OpenEpoch>(&action))
            then(peer.on_epoch_opened(*store_.open_epoch(open->reenrol)));
        else if (auto* lost = std::get_if<serving::KeepLost>(&action))
            then(peer.on_lost_kept(*store_.keep_lost(lost->device, lost->acts, 0)));
        else if (auto* push = std::get_if<serving::Ingest>(&action)) {
            auto const& header = push->push.batch.header;
            auto const facts = store_.device_facts(header.device, header.epoch);
            auto prepared = prepare(std::move(push->push), facts->key);
            if (!prepared) {
                then(peer.on_ingested(
                    {std::nullopt, Refused{header.epoch, header.n, prepared.error().code, 0}, std::nullopt, {}}));
                continue;
            }
            prepared->confirmed = push->confirmed;
            prepared->drift_ms = push->drift_ms;
            auto answers = store_.ingest(std::span(&*prepared, 1), server_ms);
            if (!answers)
                then(peer.on_store_error(answers.error()));
            else
                then(peer.on_ingested(answers->front()));
        } else if (std::holds_alternative<serving::Disconnect>(action)) {
            server_closed_ = true;
        }
    }
}

Link::End Link::session(std::int64_t server_ms, int frames_max) {
    End end;
    Bytes nonce(32);
    random_.fill(nonce);
    ServerPeer peer(nonce, identity_);
    up_.clear(), down_.clear();
    server_closed_ = false;
    auto const take = [&](DriverStep step) {
        for (auto& frame : step.send) up_.push_back(std::move(frame));
        if (step.disconnect) end.code = step.code.empty() ? "closed" : step.code;
    };
    take(driver_.on_open(nonce));
    while (end.code.empty() && end.frames < frames_max && !(up_.empty() && down_.empty())) {
        ++end.frames;
        if (!up_.empty()) {
            Bytes const frame = std::move(up_.front());
            up_.pop_front();
            if (!server_closed_) serve(peer, peer.on_frame(frame, server_ms), server_ms);
        } else {
            Bytes const frame = std::move(down_.front());
            down_.pop_front();
            take(driver_.on_message(frame));
        }
    }
    end.drained = end.code.empty() && up_.empty() && down_.empty() && driver_.is_drained();
    (void)driver_.on_close();
    return end;
}

bool Link::drain(std::int64_t server_ms, int sessions_max) {
    for (int i = 0; i < sessions_max; ++i)
        if (session(server_ms).drained) return true;
    return false;
}

Desk::Desk(std::string path_in) : path(std::move(path_in)) {
    Identity id;
    id.device = Uuid::v7(2, tablet_random);
    id.key = SigningKey::generate(tablet_random);
    id.server_identity = identity.public_key();
    id.log_id = store->log_id();
    id.person = person;
    MC_CHECK(replica->enrol(id));
    MC_CHECK(store->add_device({id.device, person, 1, id.key.public_key(), "t"}));
    visit = plan(person);
    MC_CHECK(sync());
}

Root Desk::plan(Uuid const& by) {
    Root const out{RootKind::visit, Uuid::v7(now, random)};
    auto const lead = find_field(*find_type(RecordType::visit), "lead")->number;
    ServerWrite const act{{out, RecordType::visit, out.id}, {}, lead, by, {}, {}, false};
    MC_CHECK(store->write(std::span(&act, 1), now));
    return out;
}

}  // namespace mingcha::test
