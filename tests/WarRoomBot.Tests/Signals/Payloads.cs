namespace WarRoomBot.Tests.Signals;

/// <summary>What each source sends, written by hand after its documents.</summary>
internal static class Payloads
{
    public const string Alertmanager =
        """
        {"receiver":"warroom","status":"firing","alerts":[
          {"status":"firing",
           "labels":{"alertname":"HighErrorRate","instance":"web-1:9100","job":"api","service":"checkout","severity":"critical"},
           "annotations":{"summary":"Checkout fails for one in ten","description":"Error rate is 11 %\u0026 rising.\nSee the board.",
             "runbook_url":"https://runbooks.example.com/errors","value":"11.2"},
           "startsAt":"2026-03-03T11:58:12.345Z","endsAt":"0001-01-01T00:00:00Z",
           "generatorURL":"http://prometheus.example.com:9090/graph?g0.expr=errors&g0.tab=1","fingerprint":"f3a0a5a1f3c1d2e4"},
          {"status":"resolved","labels":{"alertname":"HighErrorRate","instance":"web-2:9100","job":"api","severity":"warning"},"annotations":{},
           "startsAt":"2026-03-03T11:40:00Z","endsAt":"2026-03-03T11:59:30.5Z",
           "generatorURL":"http://prometheus.example.com:9090/graph","fingerprint":"0a1b2c3d4e5f6071"}],
         "groupLabels":{"alertname":"HighErrorRate"},"commonLabels":{"alertname":"HighErrorRate","job":"api"},"commonAnnotations":{},
         "externalURL":"http://alertmanager.example.com:9093","version":"4","groupKey":"{}:{alertname=\"HighErrorRate\"}","truncatedAlerts":0}
        """;

    public const string Grafana =
        """
        {"receiver":"warroom","status":"firing","orgId":1,"alerts":[
          {"status":"firing","labels":{"alertname":"High memory","grafana_folder":"Backend","severity":"warning"},
           "annotations":{"summary":"Memory is above 90 %"},"startsAt":"2026-03-03T11:50:00+01:00","endsAt":"0001-01-01T00:00:00Z",
           "generatorURL":"https://grafana.example.com/alerting/grafana/ab/view","fingerprint":"c6eadffa33fcdf37",
           "silenceURL":"https://grafana.example.com/alerting/silence/new","dashboardURL":"https://grafana.example.com/d/b",
           "panelURL":"https://grafana.example.com/d/b?viewPanel=2","values":{"B":93.25,"C":1},"valueString":"[ var='B' value=93.25 ]"}],
         "groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"https://grafana.example.com/","version":"1",
         "groupKey":"{}:{}","truncatedAlerts":0,"title":"[FIRING:1]","state":"alerting","message":"**Firing**"}
        """;

    public const string SentryIssue =
        """
        {"action":"unresolved","installation":{"uuid":"7a485448"},"actor":{"type":"application","id":"sentry","name":"Sentry"},
         "data":{"issue":{"id":"1170820242","shortId":"CHECKOUT-7","title":"TypeError: cart is undefined","culprit":"pay(cart)","level":"error",
           "status":"unresolved","substatus":"regressed","permalink":"https://sentry.example.com/organizations/acme/issues/1170820242/",
           "project":{"id":"5","name":"Checkout","slug":"checkout","platform":"javascript"},"count":"27","userCount":9,
           "firstSeen":"2026-02-01T10:00:00Z","lastSeen":"2026-03-03T11:59:00Z","statusDetails":{}}}}
        """;

    public const string SentryPlugin =
        """
        {"id":"1170820242","project":"checkout","project_name":"Checkout","project_slug":"checkout","logger":null,"level":"fatal",
         "culprit":"pay(cart)","message":"TypeError: cart is undefined","url":"https://sentry.example.com/acme/checkout/issues/1170820242/",
         "triggering_rules":["Page on fatal"],"event":{"event_id":"e4874d664c3540c1a32eab185f12c5ab","timestamp":1772539140.25,"tags":[["browser","Chrome"]]}}
        """;

    public const string UptimeRobotForm =
        "monitorID=777712827&monitorURL=https%3A%2F%2Fshop.example.com&monitorFriendlyName=Shop+front&alertType=1&alertTypeFriendlyName=Down"
        + "&alertDetails=Connection+Timeout&alertDuration=*alertDuration*&alertDateTime=1772539140&monitorAlertContacts=x%3B1%3Bhook";

    public const string UptimeRobotJson =
        """
        {"monitorID":777712827,"monitorURL":"https://shop.example.com","monitorFriendlyName":"Shop front","alertType":"2",
         "alertTypeFriendlyName":"Up","alertDetails":"HTTP 200 - OK","alertDuration":"930","alertDateTime":"1772540070",
         "sslExpiryDate":"*sslExpiryDate*","sslExpiryDaysLeft":"*sslExpiryDaysLeft*"}
        """;

    public const string PagerDuty =
        """
        {"event":{"id":"01BWDJJ4FYLG0JLDMGO1PC9UGD","event_type":"incident.triggered","resource_type":"incident","occurred_at":"2026-03-03T11:59:00.123Z",
          "agent":{"id":"PLH1HKV","summary":"Ana","type":"user_reference"},"client":null,
          "data":{"id":"PGR0VU2","type":"incident","html_url":"https://acme.pagerduty.com/incidents/PGR0VU2","number":2,"status":"triggered",
            "incident_key":"d3640fbd41094207a1c11e58e46b1662","created_at":"2026-03-03T11:58:59Z","title":"The queue is full",
            "service":{"id":"PF9KMXH","summary":"Queue service","type":"service_reference"},"urgency":"high",
            "priority":{"id":"PSO75BM","summary":"P2","type":"priority_reference"},"resolve_reason":null}}}
        """;

    public const string Generic =
        """
        {"title":"Nightly backup failed","status":"problem","severity":"SEV2","dedup_key":"backup/db1","source":"cron on db1","service":"database",
         "url":"https://ci.example.com/run/7","description":"pg_dump ended with 1","labels":{"host":"db1","attempt":3},"value":1,"rule":"backup",
         "started_at":1772539140}
        """;

    public const string GenericList =
        """[{"title":"A is down","severity":"high"},{"title":"B is back","status":"recovered","ended_at":"2026-03-03T11:59:00+02:00"}]""";

    public const string Text = """{"text":"🚨 Error rate 6.2 % (limit 5 %)\nLast 5 minutes","channel":"#beta-war-room"}""";

    public const string CloudEvent =
        """
        {"specversion":"1.0","id":"A234-1234","source":"/cloud/checks","type":"com.example.check.failed","subject":"checkout","time":"2026-03-03T11:59:00Z",
         "datacontenttype":"application/json","data":{"title":"Check failed","severity":"low"}}
        """;

    public const string Opsgenie =
        """
        {"action":"Create","source":{"name":"web","type":"API"},"integrationName":"War room","integrationId":"37c8f316",
         "alert":{"alertId":"052652ac-5d1c-464a-812a-7dd18bbfba8c","message":"Disk is full","tags":["db","prod"],"tinyId":"23","alias":"disk/db1",
           "entity":"db1","priority":"P1","createdAt":1772539140123,"updatedAt":1772539141166002000,"username":"ana@example.com"}}
        """;

    public const string Datadog =
        """
        {"id":"7102938475","alert_cycle_key":"9823476123","aggreg_key":"9bd4ac313a4d1e8fae2482df7b77628","alert_transition":"Triggered",
         "alert_priority":"P2","event_title":"[Triggered on {host:web-1}] CPU is high","alert_title":"CPU is high","link":"https://app.datadoghq.com/event/1",
         "alert_scope":"host:web-1","date_posix":"1772539140","text_only_msg":"CPU is above 95 %","service":"$SERVICE","value":"97.1"}
        """;

    public const string CloudWatch =
        """
        {"AlarmName":"checkout-5xx","AlarmDescription":"Too many errors","AWSAccountId":"123456789012","NewStateValue":"ALARM","OldStateValue":"OK",
         "NewStateReason":"Threshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0).","StateChangeTime":"2026-03-03T11:58:00.123+0000",
         "Region":"EU (Ireland)","AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-5xx",
         "Trigger":{"MetricName":"HTTPCode_Target_5XX_Count","Namespace":"AWS/ApplicationELB","Dimensions":[{"name":"LoadBalancer","value":"app/checkout"}],
           "Threshold":5.0}}
        """;

    public const string UptimeKuma =
        """
        {"heartbeat":{"monitorID":12,"status":0,"time":"2026-03-03 11:59:00.123","msg":"connect ECONNREFUSED","ping":null,"important":true,"duration":61,
           "retries":0,"timezone":"UTC","localDateTime":"2026-03-03 11:59:00"},
         "monitor":{"id":12,"name":"Shop front","url":"https://shop.example.com","hostname":null,"type":"http"},
         "msg":"[Shop front] [🔴 Down] connect ECONNREFUSED"}
        """;
}
