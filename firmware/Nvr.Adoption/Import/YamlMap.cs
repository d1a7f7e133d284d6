namespace Nvr.Adoption.Import;

/// <summary>A mapping in the order of the file. A key that stands twice is found as it stands last, as the programs that wrote it read it.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line)
{
    public YamlNode? this[string key] => Entries.LastOrDefault(e => e.Key == key)?.Value;

    /// <summary>The value as a mapping; null when it is missing or something else.</summary>
    public YamlMap? Map(string key) => this[key] as YamlMap;

    /// <summary>The value as text; null when it is missing, empty or something else.</summary>
    public string? Text(string key) => this[key] is YamlScalar { Value: { Length: > 0 } value } && value != "~" && value != "null" ? value : null;

    /// <summary>Null when it is missing or no yes or no (YAML 1.1 and 1.2 spellings).</summary>
    public bool? Flag(string key) => Text(key)?.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };
}
