using System.Globalization;

namespace SimCamera.Tests.Wire;

/// <summary>An answer, unharmed.</summary>
public sealed record RawReply(string Head, string Body)
{
    public string StatusLine => Head.Split("\r\n")[0];

    public int Status => int.Parse(StatusLine.Split(' ')[1], CultureInfo.InvariantCulture);

    public IReadOnlyList<string> All(string name) =>
    [
        .. Head.Split("\r\n").Skip(1)
            .Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(l => l[(name.Length + 1)..].TrimStart(' ')),
    ];

    public string? Header(string name) => All(name) is [string first, ..] ? first : null;

    public string SessionId => Header("Session")!.Split(';')[0].Trim();
}
