namespace Nvr.Adoption.Import;

/// <summary>
/// Where a stream comes from, as far as a file tells: an address without its password where <paramref name="LacksPassword"/>, or none and
/// why not.
/// </summary>
internal sealed record StreamSource(Uri? Url, bool LacksPassword, string? Problem)
{
    public static StreamSource Unusable(string problem) => new(null, false, problem);
}
