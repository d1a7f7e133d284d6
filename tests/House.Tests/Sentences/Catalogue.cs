using System.Text.Json;
using System.Text.RegularExpressions;

namespace House.Tests.Sentences;

/// <summary>The page's German for what the recorder says, as translators write it, and what the description of the API calls each deed.</summary>
internal static partial class Catalogue
{
    private const string Page = "firmware/Nvr.Web/ui";

    /// <summary>German by its English, in the order of the file.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Entries { get; } = Read();

    /// <summary>The beginnings of the summaries of all requests, which the list of what people did shows.</summary>
    public static IEnumerable<string> Deeds
    {
        get
        {
            using JsonDocument description = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, Page, "openapi.json")));
            return
            [
                .. description.RootElement.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject())
                    .Select(o => Head().Match(o.Value.GetProperty("summary").GetString()!).Value).Distinct(),
            ];
        }
    }

    private static List<KeyValuePair<string, string>> Read()
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, Page, "src", "language", "recorder.de.json")));
        return [.. file.RootElement.EnumerateObject().Select(e => KeyValuePair.Create(e.Name, e.Value.GetString()!))];
    }

    /// <summary>As the page cuts it: what follows is for programmers.</summary>
    [GeneratedRegex("^.*?(?=[:;]|, |$)")]
    private static partial Regex Head();
}
