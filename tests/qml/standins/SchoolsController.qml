import QtQml

QtObject {
    property string query: ""
    property var filters: [{
            "value": "all",
            "word": "全部",
            "chosen": true
        }, {
            "value": "never",
            "word": "未到访 7",
            "chosen": false
        }, {
            "value": "overdue",
            "word": "逾期 4",
            "chosen": false
        }, {
            "value": "near",
            "word": "附近",
            "chosen": false
        }]
    property SchoolsModel rows: SchoolsModel {
        rows: [{
                "id": "s1",
                "key": "s1",
                "name": "育英中学",
                "marked": "育英中学",
                "facts": "初中·上次 05-28·问题 3",
                "distanceText": "0.1 km",
                "chip": {
                    "tone": "danger",
                    "icon": "warning",
                    "word": "逾期"
                },
                "selected": true
            }, {
                "id": "s2",
                "key": "s2",
                "name": "平安小学",
                "marked": "平安小学",
                "facts": "小学·从未·问题 0",
                "distanceText": "5.8 km",
                "chip": {},
                "selected": false
            }, {
                "id": "s3",
                "key": "s3",
                "name": "实验小学",
                "marked": "实验小学",
                "facts": "小学·上次 06-02·问题 1",
                "distanceText": "2.4 km",
                "chip": {},
                "selected": false
            }, {
                "id": "s4",
                "key": "s4",
                "name": "第一小学",
                "marked": "第一小学",
                "facts": "小学·上次 05-20·问题 2",
                "distanceText": "3.2 km",
                "chip": {},
                "selected": false
            }]
    }
    property SchoolController school: SchoolController {
    }
    property string selected: "s1"
    property string countText: "18 所"
    function setFilter(v: string) {
        filters = filters.map(f => ({
                        "value": f.value,
                        "word": f.word,
                        "chosen": f.value === v
                    }));
    }
    function select(id: string) {
        selected = id;
    }
    function clearSelection() {
        selected = "";
    }
}
