using Nvr.Rtsp.Connection;

namespace Nvr.Rtsp.Session;

/// <summary>
/// Makes request addresses from control attributes (RFC 2326 section C.1.1). Relative ones are appended as cameras expect, not
/// resolved as RFC 3986 would, which cuts off the last part of a base without a slash at its end.
/// </summary>
internal sealed class ControlBase
{
    private readonly string root;

    private ControlBase(string root, string? sessionControl)
    {
        bool absolute = IsAbsolute(sessionControl);
        this.root = absolute ? sessionControl! : root;
        Aggregate = absolute ? sessionControl! : Resolve(root, sessionControl);
        Fallback = root;
    }

    /// <summary>What PLAY and TEARDOWN address.</summary>
    public string Aggregate { get; }

    /// <summary>What PLAY addresses when the camera does not know <see cref="Aggregate"/>.</summary>
    public string Fallback { get; }

    /// <summary>
    /// The bases to try, the likeliest first: what the camera says, then the address that was asked for, since cameras behind
    /// address translation and careless firmware name bases that do not exist.
    /// </summary>
    public static IReadOnlyList<ControlBase> Candidates(RtspMessage description, string requestUri, string? sessionControl)
    {
        string?[] said = [description["Content-Base"], description["Content-Location"]];
        IEnumerable<string> roots = said.Select(s => Usable(s, requestUri)).OfType<string>().Append(requestUri);
        return [.. roots.Distinct(StringComparer.Ordinal).Select(r => new ControlBase(r, sessionControl))];
    }

    public string For(string? control) => control is null or "" or "*" ? Aggregate : Resolve(root, control);

    /// <summary>Scheme, host and port of an address.</summary>
    public static string Authority(string uri)
    {
        int host = uri.IndexOf("://", StringComparison.Ordinal) + 3;
        int path = uri.IndexOf('/', host);
        return path < 0 ? uri : uri[..path];
    }

    private static string? Usable(string? said, string requestUri) =>
        IsAbsolute(said) && Uri.TryCreate(said, UriKind.Absolute, out Uri? url) && url.Host.Length > 0 ? said
        : said is { Length: > 1 } && said[0] == '/' ? Authority(requestUri) + said
        : null;

    private static string Resolve(string root, string? control)
    {
        if (control is null or "" or "*")
        {
            return root;
        }
        if (IsAbsolute(control))
        {
            return control;
        }
        return control[0] switch
        {
            '/' => Authority(root) + control,
            '?' => root + control,
            _ => root.EndsWith('/') ? root + control : $"{root}/{control}",
        };
    }

    private static bool IsAbsolute(string? uri) =>
        uri is not null
        && (uri.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("rtsps://", StringComparison.OrdinalIgnoreCase))
        && !uri.AsSpan().ContainsAny(' ', '\r', '\n');
}
