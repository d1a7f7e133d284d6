namespace Nvr.Rtsp.Sdp;

/// <summary>
/// Reads session descriptions as cameras write them: any line may be missing, doubled, padded with blanks or nonsense, and what
/// cannot be understood is left out. Never throws.
/// </summary>
public static class SdpParser
{
    // A camera has a handful; the bound keeps a hostile description from growing lists without end.
    private const int MaxSections = 32;

    public static SdpDescription Parse(string text)
    {
        var session = new SectionText();
        var sections = new List<SectionText>();
        SectionText current = session;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            if (line.Length < 3 || line[1] != '=')
            {
                continue;
            }
            if (line[0] == 'm')
            {
                if (sections.Count == MaxSections)
                {
                    break;
                }
                current = new SectionText { MediaLine = line[2..].Trim().ToString() };
                sections.Add(current);
            }
            else
            {
                current.Take(line[0], line[2..].Trim());
            }
        }
        return new SdpDescription
        {
            Control = session.Control,
            IsLive = session.IsLive,
            Sections = [.. sections.Select(s => s.Build(session))],
        };
    }
}
