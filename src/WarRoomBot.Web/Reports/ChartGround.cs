using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace WarRoomBot.Web.Reports;

/// <summary>
/// The incidents behind the charts of one report, drawn once for each height: fifty charts with fifty incidents are thousands of elements that are all
/// the same.
/// </summary>
public sealed class ChartGround
{
    private readonly Dictionary<int, MarkupString> _byHeight = [];

    internal MarkupString Of(Plot plot) => _byHeight.TryGetValue(plot.Bottom, out var drawn) ? drawn : _byHeight[plot.Bottom] = Draw(plot);

    private static MarkupString Draw(Plot plot)
    {
        var svg = new StringBuilder();
        foreach (var incident in plot.Incidents())
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"incident\" x=\"{incident.X}\" y=\"{Plot.Top}\" width=\"{incident.Width}\" height=\"{plot.Bottom - Plot.Top}\"></rect>")
                .Append(CultureInfo.InvariantCulture, $"<g class=\"incident-name\"><text x=\"{incident.X}\" y=\"{Plot.Top - 6}\" dx=\"0\" dy=\"0\">{HtmlEncoder.Default.Encode(incident.Name)}</text></g>");
        }

        return new(svg.ToString());
    }
}
