using System.Globalization;

namespace Nvr.Rtsp.Sdp;

/// <summary>The lines of one section while it is being read; the session's own lines are one too.</summary>
internal sealed class SectionText
{
    private static readonly char[] Blanks = [' ', '\t'];

    // RTCP has the next.
    private const int MaxPort = 65534;

    private readonly Dictionary<int, string> maps = [];
    private readonly Dictionary<int, Dictionary<string, string>> formats = [];
    private string? address;
    private string? source;

    public string MediaLine { get; init; } = "";

    public string? Control { get; private set; }

    public bool IsLive { get; private set; }

    public bool IsSendOnly { get; private set; }

    public void Take(char type, ReadOnlySpan<char> value)
    {
        if (type == 'c')
        {
            address ??= ThirdWord(value.ToString());
        }
        else if (type == 'a')
        {
            int colon = value.IndexOf(':');
            if (colon > 0)
            {
                TakeAttribute(value[..colon].Trim(), value[(colon + 1)..].Trim().ToString());
            }
            IsSendOnly |= value.Equals("sendonly", StringComparison.OrdinalIgnoreCase);
        }
    }

    public SdpSection Build(SectionText session)
    {
        string[] words = MediaLine.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        string kind = words.Length > 0 ? words[0].ToLowerInvariant() : "";
        return new SdpSection
        {
            Kind = kind,
            Port = words.Length > 1 && LeadingNumber(words[1]) is <= MaxPort and int port ? port : 0,
            Address = address ?? session.address,
            Source = source ?? session.source,
            Control = Control,
            IsSendOnly = IsSendOnly,
            Candidates = [.. words.Skip(3).Select(LeadingNumber).OfType<int>().Where(n => n < 128).Distinct().Select(n => Media(kind, n))],
        };
    }

    private SdpMedia Media(string kind, int payloadType)
    {
        Dictionary<string, string>? fmtp = formats.GetValueOrDefault(payloadType);
        return new PayloadMapping(kind, payloadType, maps.GetValueOrDefault(payloadType), fmtp ?? []).ToMedia(Control);
    }

    private void TakeAttribute(ReadOnlySpan<char> name, string value)
    {
        switch (name)
        {
            case "control":
                Control ??= value;
                break;
            case "rtpmap" when SplitPayload(value) is var (payload, rest):
                maps.TryAdd(payload, rest);
                break;
            case "fmtp" when SplitPayload(value) is var (payload, rest):
                AddParameters(payload, rest);
                break;
            case "range":
                IsLive |= value.StartsWith("npt=now", StringComparison.OrdinalIgnoreCase);
                break;
            case "source-filter":
                source ??= FilterSource(value);
                break;
        }
    }

    private void AddParameters(int payload, string text)
    {
        if (!formats.TryGetValue(payload, out Dictionary<string, string>? known))
        {
            formats[payload] = known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }
        foreach (string part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Only the first '=' separates: base64 values end in '=' themselves.
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? part : part[..equals].TrimEnd();
            known.TryAdd(key, equals < 0 ? "" : part[(equals + 1)..].TrimStart());
        }
    }

    private static (int Payload, string Text)? SplitPayload(string value)
    {
        int end = value.IndexOfAny(Blanks);
        return end > 0 && LeadingNumber(value[..end]) is int payload ? (payload, value[(end + 1)..].Trim()) : null;
    }

    // "IN IP4 239.1.2.3/127" and "incl IN IP4 destination source" name their parts by position.
    private static string? ThirdWord(string value)
    {
        string[] words = value.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 3 ? words[2].Split('/')[0] : null;
    }

    private static string? FilterSource(string value)
    {
        string[] words = value.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 5 && words[0].Equals("incl", StringComparison.OrdinalIgnoreCase) ? words[4] : null;
    }

    private static int? LeadingNumber(string word)
    {
        int digits = word.AsSpan().IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> number = digits < 0 ? word : word.AsSpan(0, digits);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }
}
