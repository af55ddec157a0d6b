using Microsoft.Extensions.Configuration;
using WarRoomBot.Host.WaysOut;

namespace WarRoomBot.Tests.WaysOut;

public sealed class WaysOutOptionsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Smtp:Host=mail.example.com Smtp:From=bot@example.com", "")]
    [InlineData("Smtp:Host=mail.example.com", "WaysOut:Smtp:From is missing: it is the address that mails come from.")]
    [InlineData("Smtp:Host=m Smtp:From=bot", "WaysOut:Smtp:From is not an e-mail address such as warroom@example.com.")]
    [InlineData("Smtp:Port=0", "WaysOut:Smtp:Port is not a port; 587 is usual.")]
    [InlineData("Smtp:Port=465", "WaysOut:Smtp:Port 465 speaks TLS from the first byte, which is not known here; use the server's port for STARTTLS, 587 as a rule.")]
    [InlineData("Smtp:User=bot", "WaysOut:Smtp:User and WaysOut:Smtp:Password belong together; set both, or neither.")]
    [InlineData("Sms:Url=gateway", "WaysOut:Sms:Url is not an http or https address.")]
    [InlineData("Sms:Token=a\nb", "WaysOut:Sms:Token has line breaks or letters in it that no header can carry.")]
    [InlineData("PagerDuty:Url=", "WaysOut:PagerDuty:Url is not an http or https address.")]
    public void A_mistake_stops_the_start_with_the_name_of_its_key(string written, string mistake)
    {
        var values = written.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => $"WaysOut:{pair[0]}", pair => (string?)pair[1]);
        var options = new WaysOutOptions();
        new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection(WaysOutOptions.Section).Bind(options);

        Assert.Equal(mistake, string.Join(' ', new WaysOutOptionsCheck().Validate(null, options).Failures ?? []));
    }
}
