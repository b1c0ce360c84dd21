import QtQuick
import QtTest
import Mingcha.Parts

/// The calendar of a deadline.
TestCase {
    id: test

    height: 600
    name: "day_grid"
    visible: true
    when: windowShown
    width: 400

    DayGrid {
        id: grid

        today: "2026-06-12"
        width: 400
    }
    SignalSpy {
        id: picked

        signalName: "picked"
        target: grid
    }

    function init() {
        grid.today = "2026-06-12";
        grid.month = 0;
        picked.clear();
    }
    function test_a_day_after_today_can_be_chosen_and_no_other() {
        for (const day of ["2026-06-01", "2026-06-12"])
            verify(!findChild(grid, "day." + day).enabled, day);
        const next = findChild(grid, "day.2026-06-13");
        verify(next.enabled);
        mouseClick(next);
        compare(picked.count, 1);
        compare(picked.signalArguments[0][0], "2026-06-13");
    }
    function test_months_follow_each_other_across_the_year() {
        for (let i = 0; i < 7; ++i)
            mouseClick(findChild(grid, "day.after"));
        verify(findChild(grid, "day.2027-01-31"));
        compare(grid.count, 31);
        mouseClick(findChild(grid, "day.before"));
        verify(findChild(grid, "day.2026-12-31"));
    }
    function test_each_month_has_its_days_under_their_weekdays_data() {
        return [
            {tag: "a month that begins on Monday", today: "2026-06-12", before: 0, count: 30},
            {tag: "one that begins on Sunday", today: "2026-11-24", before: 6, count: 30},
            {tag: "a leap year's February", today: "2028-02-10", before: 1, count: 29}
        ];
    }
    function test_each_month_has_its_days_under_their_weekdays(data) {
        grid.today = data.today;
        compare(grid.before, data.before);
        compare(grid.count, data.count);
    }
    function test_it_ends_where_a_deadline_would_be_a_slip() {
        grid.month = grid.monthsAhead;
        verify(!findChild(grid, "day.after").enabled);
    }
}
