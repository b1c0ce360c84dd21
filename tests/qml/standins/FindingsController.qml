import QtQml

QtObject {
    property FindingsModel rows: FindingsModel {
        rows: [{
                "id": "q1",
                "key": "q1",
                "group": "C 严重 1",
                "level": 5,
                "title": "二楼东侧疏散通道堆放桌椅",
                "daysText": "7 天",
                "photoCount": 2,
                "chips": [{
                        "tone": "warning",
                        "icon": "relapse",
                        "word": "反弹"
                    }],
                "itemText": "3.2"
            }, {
                "id": "q2",
                "key": "q2",
                "group": "B 一般 2",
                "level": 4,
                "title": "灭火器 1 处过期",
                "daysText": "15 天",
                "photoCount": 1,
                "chips": [],
                "itemText": "3.3"
            }, {
                "id": "q3",
                "key": "q3",
                "group": "B 一般 2",
                "level": 4,
                "title": "周课表与备案不一致",
                "daysText": "15 天",
                "photoCount": 0,
                "chips": [{
                        "tone": "warning",
                        "icon": "camera",
                        "word": "缺照片"
                    }],
                "itemText": "2.4"
            }]
    }
    property string countText: "问题 3"
    property FindingController editing: FindingController {
    }
    property bool open: true
    property string highlights: "课后服务开展好"
    property string highlightsSaved: "已存"
    function add(code: string) {
        open = true;
    }
    function edit(id: string) {
        open = true;
    }
    function close() {
        open = false;
    }
    function remove(id: string) {
    }
    function leave() {
    }
}
