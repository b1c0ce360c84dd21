#include <array>

#include "shared/rules/workflow.hpp"

namespace mingcha {

namespace {
using enum State;
// The words of UX section 1. A chip never shows two of them as one.
// clang-format off
constexpr std::array states{
    StateWords{none, "none", "未建立", "Not made"},
    StateWords{planned, "planned", "已计划", "Planned"},
    StateWords{drawn, "drawn", "已抽取", "Drawn"},
    StateWords{taken, "taken", "已领受", "Taken"},
    StateWords{checked_in, "checked_in", "已签到", "Checked in"},
    StateWords{working, "working", "督导中", "In progress"},
    StateWords{feedback, "feedback", "现场反馈", "Feedback"},
    StateWords{confirmed, "confirmed", "已确认", "Confirmed"},
    StateWords{dissented, "dissented", "有异议", "Dissent"},
    StateWords{unsigned_, "unsigned", "拒签或无人签", "Not signed"},
    StateWords{submitted, "submitted", "已提交", "Submitted"},
    StateWords{reviewing, "reviewing", "审核中", "In review"},
    StateWords{returned, "returned", "退回补正", "Returned"},
    StateWords{accepted, "accepted", "已审定", "Accepted"},
    StateWords{reported, "reported", "已成报告", "Reported"},
    StateWords{published, "published", "已公开", "Published"},
    StateWords{filed, "filed", "归档不公开", "Filed, not published"},
    StateWords{cancelled, "cancelled", "取消", "Cancelled"},
    StateWords{refused, "refused", "拒绝入校", "Entry refused"},
    StateWords{broken_off, "broken_off", "中止", "Broken off"},
    StateWords{void_, "void", "作废", "Void"},
    StateWords{draft, "draft", "草稿", "Draft"},
    StateWords{open, "open", "待整改", "To rectify"},
    StateWords{fixed_on_spot, "fixed_on_spot", "当场改正", "Fixed on the spot"},
    StateWords{noticed, "noticed", "已下发", "Notice sent"},
    StateWords{received, "received", "已签收", "Received"},
    StateWords{with_plan, "with_plan", "有方案", "With a plan"},
    StateWords{reported_back, "reported_back", "已报整改", "Rectification reported"},
    StateWords{checking, "checking", "复查中", "Re-inspection"},
    StateWords{closed, "closed", "已销号", "Closed"},
    StateWords{not_done, "not_done", "不到位", "Not done"},
};
// clang-format on
}  // namespace

std::span<StateWords const> all_states() {
    return states;
}
StateWords const& words_of(State state) {
    return states[static_cast<std::size_t>(state)];
}

}  // namespace mingcha
