using System.Globalization;
using System.Text.RegularExpressions;
using Nvr.Core;
using Nvr.Onvif.Web;

namespace Nvr.Adoption.Makers;

/// <summary>Smart Codec over Dahua's CGI: the lines <c>table.SmartEncode[0].Enable=true</c> of the configuration, one a channel; a change is answered with OK.</summary>
internal sealed partial class DahuaSettings : IMakerSettings
{
    private const string Path = "/cgi-bin/configManager.cgi?action=";
    private const int MostChannels = 64;

    public IReadOnlyList<string> Makers { get; } = ["Dahua", "Amcrest", "Lorex", "Imou"];

    public async Task<IReadOnlyList<MakerValue>> ReadAsync(CameraWeb web, CancellationToken cancellation)
    {
        WebAnswer answer = await web.GetAsync($"{Path}getConfig&name=SmartEncode", cancellation);
        // Cameras without it answer 400, and the word Error.
        return answer.Status == 400
            ? []
            : [.. Line().Matches(answer.OrThrow().Text).Take(MostChannels).Select(m => Value(m.Groups["channel"].Value, m.Groups["value"].Value))];
    }

    public async Task<bool> SetAsync(CameraWeb web, string key, string value, CancellationToken cancellation)
    {
        string answer = (await web.GetAsync($"{Path}setConfig&SmartEncode[{key}].Enable={value}", cancellation)).OrThrow().Text;
        return answer.Trim() == "OK" ? false : throw new NvrException(ErrorKind.Refused, "The camera refuses the setting. Change it on the camera's own page.");
    }

    private static MakerValue Value(string channel, string value) =>
        new(channel, string.Create(CultureInfo.InvariantCulture, $"Smart Codec (channel {int.Parse(channel, CultureInfo.InvariantCulture) + 1})"), value, "false");

    [GeneratedRegex(@"^table\.(All\.)?SmartEncode\[(?<channel>[0-9]{1,3})\]\.Enable=(?<value>true|false)\r?$", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
