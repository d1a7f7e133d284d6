namespace Nvr.Onvif.Discovery;

/// <summary>Reads scopes such as <c>onvif://www.onvif.org/name/Front%20door</c> (Core specification, "Scopes"). Never throws.</summary>
internal static class ScopeReader
{
    private const string Authority = "onvif://www.onvif.org/";
    private const int MaxText = 128;

    public static DeviceScopes Read(IEnumerable<string> scopes)
    {
        string? name = null;
        string? hardware = null;
        string? location = null;
        string? mac = null;
        var profiles = new List<string>();
        foreach (string scope in scopes.Where(s => s.StartsWith(Authority, StringComparison.OrdinalIgnoreCase)))
        {
            string[] parts = scope[Authority.Length..].Split('/', 2);
            string value = parts.Length == 2 ? Decoded(parts[1]) : "";
            switch (parts[0].ToUpperInvariant())
            {
                case var _ when value.Length == 0:
                    break;
                case "NAME":
                    name ??= value;
                    break;
                case "HARDWARE":
                    hardware ??= value;
                    break;
                case "LOCATION":
                    // country/..., city/... and a plain name may stand side by side: all of them say where it is.
                    location = location is null ? value : Bounded($"{location}, {value}");
                    break;
                case "MAC":
                    mac ??= value;
                    break;
                case "PROFILE":
                    profiles.Add(value);
                    break;
                default:
                    break;
            }
        }
        return new DeviceScopes(name, hardware, location, mac, profiles);
    }

    private static string Decoded(string text) =>
        Bounded(string.Concat(Uri.UnescapeDataString(text.Replace('+', ' ')).Where(c => !char.IsControl(c))).Trim().Trim('/'));

    private static string Bounded(string text) => text.Length > MaxText ? text[..MaxText] : text;
}
