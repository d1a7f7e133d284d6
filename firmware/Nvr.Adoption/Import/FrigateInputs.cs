namespace Nvr.Adoption.Import;

/// <summary>Chooses among the inputs of a Frigate camera by their roles.</summary>
internal static class FrigateInputs
{
    /// <summary>Main is null, and said why, when no input can be used; both have addresses otherwise.</summary>
    public static (StreamSource? Main, StreamSource? Sub) Choose(YamlList inputs, FrigateStreams streams, string camera, ImportDraft draft)
    {
        var usable = new List<(StreamSource Source, string[] Roles)>();
        foreach (YamlNode input in inputs.Items)
        {
            string? path = (input as YamlMap)?.Text("path");
            StreamSource source = path is null ? StreamSource.Unusable("The input has no path.") : streams.Resolve(path);
            if (source.Url is not null)
            {
                usable.Add((source, RolesOf((YamlMap)input)));
            }
            else
            {
                draft.LeaveOut(input.Line, camera, source.Problem!);
            }
        }
        StreamSource? recorded = usable.Find(u => u.Roles.Contains("record")).Source;
        StreamSource? detected = usable.Find(u => u.Roles.Contains("detect")).Source;
        if (recorded is null && detected is not null)
        {
            draft.Remark(inputs.Line, ImportRemarkKind.Changed, camera, "No usable input has the role \"record\"; the one for detection is recorded.");
        }
        StreamSource? main = recorded ?? detected ?? usable.FirstOrDefault().Source;
        return (main, recorded is null ? null : detected);
    }

    private static string[] RolesOf(YamlMap input) => input["roles"] switch
    {
        YamlScalar one => [one.Value],
        YamlList several => [.. several.Items.OfType<YamlScalar>().Select(s => s.Value)],
        _ => [],
    };
}
