namespace Bill;

/// <summary>Debian's packages in the image. Not thread-safe. A list that is none throws <see cref="InvalidDataException"/>.</summary>
internal static class DebianPackages
{
    /// <param name="list">Lines of package, version, architecture, source and its version, between tabs.</param>
    /// <param name="documents">The image's <c>usr/share/doc</c>.</param>
    public static IEnumerable<Component> Read(string list, string documents) =>
        from line in File.ReadLines(list)
        let fields = line.Split('\t')
        select fields is [var name, var version, var architecture, ..]
            ? new Component(name, version, $"pkg:deb/debian/{Uri.EscapeDataString(name)}@{Uri.EscapeDataString(version)}?arch={architecture}&distro=debian-13", LicencesOf(Path.Combine(documents, name, "copyright")))
            : throw new InvalidDataException($"{list}: no package in the line \"{line}\".");

    /// <summary>The names in a machine-readable copyright file (Debian's copyright-format 1.0); others are for people to read.</summary>
    internal static IReadOnlyList<string> LicencesOf(string copyright)
    {
        if (!File.Exists(copyright))
        {
            return [];
        }
        const string Field = "License:";
        return
        [
            .. File.ReadLines(copyright).Where(l => l.StartsWith(Field, StringComparison.OrdinalIgnoreCase)).Select(l => l[Field.Length..].Trim()).Where(n => n.Length > 0)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }
}
