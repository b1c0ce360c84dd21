#include "shared/rules/wrapup.hpp"

#include <algorithm>

#include "shared/rules/ranks.hpp"

namespace mingcha {

namespace {
constexpr int title_characters = 24;  // a row names a finding, its form tells it

/// The beginning of a finding's fact, cut between characters.
std::string brief(std::string const& title) {
    int characters = 0;
    for (std::size_t at = 0; at < title.size(); ++at) {
        bool const begins = (static_cast<unsigned char>(title[at]) & 0xC0) != 0x80;
        if (title[at] == '\n' || (begins && ++characters > title_characters)) return title.substr(0, at) + "…";
    }
    return title;
}

class Builder {
public:
    Builder(Checklist const& list, VisitFacts const& visit, SchoolFacts const& school, WrapupLimits const& limits)
        : list_(list), visit_(visit), school_(school), limits_(limits) {}

    Wrapup build() {
        Verdicts verdicts;
        for (auto const& [code, answer] : visit_.answers) verdicts.emplace(code, answer.verdict);
        score_ = score(list_, verdicts, school_);
        for (auto const& section : score_.sections)
            for (auto const& one : section.items) item_rows(one);
        for (auto const& finding : visit_.findings) finding_rows(finding);
        if (visit_.photos_unreleased > 0)
            must("photos_unreleased", "还有照片未确认遮挡", "Photos are not released yet");
        visit_rows();
        return std::move(out_);
    }

private:
    void must(char const* code, std::string zh, std::string en, std::string item = {}, std::string finding = {}) {
        out_.must_fix.push_back({code, {std::move(zh), std::move(en)}, std::move(item), std::move(finding)});
    }
    void worth(char const* code, std::string zh, std::string en, std::string item = {}, std::string finding = {}) {
        out_.worth_checking.push_back({code, {std::move(zh), std::move(en)}, std::move(item), std::move(finding)});
    }

    void item_rows(ItemScore const& one) {
        static AnswerFacts const nothing;
        auto const& item = *one.item;
        auto const found = visit_.answers.find(item.code);
        auto const& answer = found == visit_.answers.end() ? nothing : found->second;
        if (one.state == ItemState::open) {
            if (item.required)
                ++out_.required_open, must("open", item.code + " 未评", item.code + " is not answered", item.code);
            return;
        }
        photo_rows(one, answer);
        if (item.veto && one.fails && answer.photos == 0 && !answer.has_comment)
            must("veto_evidence", item.code + " 一票否决缺少照片或说明",
                 item.code + ": a failed veto needs a photo or a comment", item.code);
        if (answer.in_conflict) {
            ++out_.differences;
            must("difference", item.code + " 两位督学评定不同，主督学先裁定",
                 item.code + ": inspectors differ, the lead settles it", item.code);
        }
        if (answer.texts_differ)
            worth("texts_differ", item.code + " 两位督学的文字不同，可以并入",
                  item.code + ": two inspectors' words stand side by side", item.code);
        reason_rows(one, answer);
        bool const raised =
            std::ranges::any_of(visit_.findings, [&](auto const& finding) { return finding.item == item.code; });
        if (one.fails && !raised && !answer.finding_dismissed)
            worth("no_finding", item.code + " 不符合但没有问题记录", item.code + " fails but has no finding",
                  item.code);
    }

    void photo_rows(ItemScore const& one, AnswerFacts const& answer) {
        auto const& code = one.item->code;
        if (int const missing = photos_needed(*one.item, one, answer); missing > 0) {
            out_.photos_missing += missing;
            must("photo", code + " 缺 " + std::to_string(missing) + " 张必拍照片",
                 missing == 1 ? code + ": a required photo is missing"
                              : code + ": " + std::to_string(missing) + " required photos are missing",
                 code);
        }
        if (answer.photos_unreleased > 0)
            must("photos_unreleased", code + " 照片未确认遮挡", code + ": photos are not released yet", code);
        if (one.item->evidence.photo == Photo::forbidden && answer.photos > 0)
            must("photo_forbidden", code + " 禁拍，请删除照片", code + ": no photos allowed, withdraw them", code);
    }

    void reason_rows(ItemScore const& one, AnswerFacts const& answer) {
        auto const& item = *one.item;
        auto const& verdict = answer.verdict;
        if (verdict.na == "other" && verdict.na_text.empty())
            must("na_reason", item.code + " 请说明为何不适用", item.code + ": say why it is N/A", item.code);
        auto const automatic = automatic_level(item, verdict, school_);
        if (automatic && !one.automatic && automatic->code != one.level && verdict.override_reason.empty())
            must("override_reason", item.code + " 改动自动等次须写理由",
                 item.code + ": give the reason for changing the automatic level", item.code);
        bool const top = list_.merit_for_top && !item.levels.empty() && one.level == item.levels.front().code;
        if (top && !answer.has_comment)
            must("merit", item.code + " 评最高等次须写明依据", item.code + ": the top grade needs its merit stated",
                 item.code);
        for (auto const& column : list_.narrative_fields)
            if (std::ranges::find(answer.narratives, column.code) == answer.narratives.end() && one.fails)
                worth("narrative", item.code + " 未填" + column.words.zh, item.code + ": no " + column.words.en,
                      item.code);
    }

    void finding_rows(FindingFacts const& finding) {
        auto const zh_name = "问题“" + brief(finding.title) + "”";
        auto const en_name = "Finding \"" + brief(finding.title) + "\"";
        auto const fix = [&](char const* code, char const* zh, char const* en) {
            must(code, zh_name + zh, en_name + " " + en, finding.item, finding.id);
        };
        if (!finding.has_fact)
            must("no_fact", "有问题没有写明事实", "A finding does not say what is wrong", finding.item, finding.id);
        if (!finding.has_days) fix("no_deadline", "没有期限", "has no deadline");
        if (!finding.has_basis)
            fix("no_basis", "没有依据，或无明文依据的理由", "names no basis, nor why there is none");
        if (!finding.has_evidence)
            fix("no_evidence", "的检查项没有评定，也没有照片", "has neither a judged item nor a photo");
        if (finding.on_spot && finding.photos == finding.photos_after)
            fix("photo_before", "当场改正缺改正前照片", "was fixed on the spot: a photo from before is missing");
        if (finding.on_spot && finding.photos_after == 0)
            fix("photo_after", "当场改正缺改正后照片，未改正请改期限",
                "was fixed on the spot: a photo from after is missing. Not fixed? Change the days");
        if (finding.texts_differ)
            worth("texts_differ", zh_name + "两位督学填写不同", en_name + ": two inspectors' entries differ",
                  finding.item, finding.id);
        auto const* scored = score_.item(finding.item);
        if (scored && rank_of(*scored) == 1)
            worth("finding_passes", zh_name + "的检查项现在没有扣分，请核对",
                  en_name + ": its item now has full marks. Check it", finding.item, finding.id);
        if (scored && scored->fails && scored->item->veto && finding.finding_class == 'A')
            must("veto_class", "否决项的问题不能是 A 类", "A veto's finding cannot be class A", finding.item,
                 finding.id);
        auto const* item = list_.item(finding.item);
        bool const may_have_photo = !item || item->evidence.photo != Photo::forbidden;
        if (finding.photos == 0 && !finding.on_spot && may_have_photo)
            worth("finding_photo", zh_name + "没有照片", en_name + " has no photo", finding.item, finding.id);
    }

    void visit_rows() {
        auto const& tally = score_.tally;
        if (Decimal(tally.na * 100) > limits_.na_share_max * Decimal(tally.items)) {
            auto const share = std::to_string(tally.na * 100 / tally.items) + "%";
            worth("many_na", "不适用 " + std::to_string(tally.na) + " 项（" + share + "）",
                  std::to_string(tally.na) + " items N/A (" + share + ")");
        }
        if (visit_.minutes_at_school && *visit_.minutes_at_school < limits_.minutes_min)
            worth("short_stay", "在校仅 " + std::to_string(*visit_.minutes_at_school) + " 分钟",
                  "Only " + std::to_string(*visit_.minutes_at_school) + " minutes at school");
        if (!visit_.last_score || !score_.score) return;
        auto const change = *score_.score - *visit_.last_score;
        if (change > limits_.score_change_max || Decimal{} - change > limits_.score_change_max)
            worth("score_change", "与上次相差 " + change.to_string() + " 分",
                  "Differs from last time by " + change.to_string());
    }

    Checklist const& list_;
    VisitFacts const& visit_;
    SchoolFacts const& school_;
    WrapupLimits const& limits_;
    Score score_;
    Wrapup out_;
};
}  // namespace

int photos_needed(Item const& item, ItemScore const& scored, AnswerFacts const& answer) {
    bool const wanted =
        item.evidence.photo == Photo::required || (item.evidence.photo == Photo::on_fail && scored.fails);
    if (!wanted || scored.state == ItemState::na || scored.state == ItemState::open || answer.no_photo_reason) return 0;
    return std::max(0, item.evidence.photo_min - answer.photos);
}

Wrapup wrap_up(Checklist const& list, VisitFacts const& visit, SchoolFacts const& school, WrapupLimits const& limits) {
    return Builder(list, visit, school, limits).build();
}

}  // namespace mingcha
