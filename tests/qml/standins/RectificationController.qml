import QtQml

QtObject {
    property OverdueModel rows: OverdueModel {
        rows: [{
                "id": "o1",
                "key": "o1",
                "school": "育英中学",
                "title": "消防通道堵塞",
                "classText": "C 严重",
                "deadline": {
                    "tone": "danger",
                    "icon": "warning",
                    "word": "6月6日·逾期 6 天"
                },
                "ladderText": "已催办 2 次",
                "action": "复查"
            }]
    }
    property var filters: [{
            "value": "overdue",
            "word": "逾期 4",
            "chosen": true
        }, {
            "value": "near",
            "word": "3 天内 2",
            "chosen": false
        }]
    property string emptyText: "没有待办的整改"
    function setFilter(v: string) {
    }
    function open(id: string) {
    }
}
