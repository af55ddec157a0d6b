namespace WarRoomBot.Tests.Plans;

public sealed class ManyMistakesTests
{
    [Fact]
    public void Twenty_different_mistakes_are_twenty_lines_each_at_its_place()
    {
        var reading = Bench.Read(
            """
            name: Gamma
            chanel: "#beta"
            duration: 8h
            time-zone: Mars/Olympus
            roles:
              QA: { title: QA lead }
              lead: {}
            metrics:
              errors:
                title: Error rate
                unit: percnt
                probe: { htp: "https://app.example.com" }
                every: 1s
                warning: { above: 9 }
                critical: { above: 5, below: 1 }
              errors:
                title: Twice
              api:
                title: ${TITLE}
                unit: up-down
                probe: { health: "https://app.example.com" }
                critical: { above: five }
                warning: { above: 3 }
            questions:
              smoke: { text: , owner: led }
            phases:
              - name: First
                from: 0m
                to: 2h
                checks:
                  - { at: 5m, metrics: [eror], ask: [smoke] }
                  - { at: 3h, metrics: [api] }
                  - { at: 10, ask: [smoke] }
              - name: Then
                from: 3h
                to: 9h
                every: 30m
            """);

        Assert.Null(reading.Plan);
        Assert.Equal(
            [
                "1:7: 'Gamma' is not the name of the file, beta; call the file gamma.yaml, or give the plan the name of its file",
                "2:1: 'chanel' is not known here; did you mean 'channel'?",
                "4:12: 'Mars/Olympus' is not a time zone known here; write UTC, or a name such as Europe/Berlin",
                "6:3: 'QA' cannot be typed as a name; use small letters, digits and dashes, as in qa",
                "7:9: 'title' is missing; add it: what people read, as in On-call engineer",
                "11:11: 'percnt' is not one of the words for this; did you mean 'percent'?",
                "12:14: 'htp' is not a kind of probe; did you mean 'http'? The kinds are health and http",
                "13:12: '1s' is not a duration of at least 10s; write 10s, for instance",
                "14:23: critical is reached before this warning; give the milder limit to warning and the harsher one to critical",
                "15:27: 'below' stands beside 'above'; keep one of them",
                "16:3: 'errors' stands here twice; it is already on line 9; remove one of them",
                "17:5: 'unit' is missing; add it: what it is counted in",
                "17:5: 'probe' is missing; add it: how it is read",
                "19:12: ${TITLE} is not set; set TITLE in the environment or the configuration",
                "22:24: 'five' is not a number; write a number such as 0.5",
                "23:23: '3' does not fit a metric that is up or down; write is: down",
                "25:18: nothing stands here; write a few words",
                "25:27: there is no role 'led'; did you mean 'lead'?",
                "31:29: there is no metric 'eror'; did you mean 'errors'?",
                "32:15: '3h' is after this phase ends; write 2h or earlier, or move the check to a later phase",
                "33:15: '10' is not a duration; write 90s, 15m, 2h or 1h30m, for instance",
                "34:5: the checks of this rhythm show nothing and ask nothing; add metrics: or ask:",
                "35:11: nothing is checked between '2h' and '3h'; write from: 2h, or add a phase between",
                "36:9: this phase ends at '9h', after the room; write to: 8h, or lengthen duration:",
            ],
            reading.Mistakes.Select(mistake => mistake.ToString()["beta.yaml:".Length..]));
    }
}
