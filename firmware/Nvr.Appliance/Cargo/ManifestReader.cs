using System.Globalization;
using System.Text.Json;
using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Storage.Models;

namespace Nvr.Appliance.Cargo;

/// <summary>
/// Reads the manifest that lies beside a model, <c>NAME.json</c> beside <c>NAME.onnx</c>: <c>{"name":"People and cars","classes":["person","car"],"input":{"width":320,"height":320},"licence":"MIT"}</c>.
/// What else it may say, and what is meant where it does not, is in docs/models.md.
/// All of its texts are cleaned for showing. Failures are <see cref="NvrException"/> (Unsupported) that name what is wrong.
/// </summary>
internal static class ManifestReader
{
    private const int LargestBytes = 64 << 10;

    public static ModelManifest Read(string path)
    {
        if (StickFile.LengthOf(path) is null)
        {
            throw Wrong($"its manifest, {StickFile.Shown(Path.GetFileName(path))}, is not beside it.");
        }
        return Checked(Parse(StickFile.Read(path, LargestBytes)));
    }

    private static FoundManifest Parse(byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CargoJson.Default.FoundManifest) ?? throw Wrong("its manifest is empty.");
        }
        catch (JsonException wrong)
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"its manifest is not right in line {wrong.LineNumber + 1}."));
        }
    }

    private static ModelManifest Checked(FoundManifest found)
    {
        if (found is not { Name: { } name, Classes: { } classes, Input: { } input, Licence: { } licence } || StickText.Of(name).Length == 0 || StickText.Of(licence).Length == 0)
        {
            throw Wrong("its manifest needs \"name\", \"classes\", \"input\" and \"licence\".");
        }
        string[] named = [.. classes.Select(c => StickText.Of(c ?? ""))];
        if (named.Length is 0 or > ModelManifest.MostClasses || named.Any(c => c.Length == 0))
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"its manifest has to name 1 to {ModelManifest.MostClasses} classes."));
        }
        if (!IsSide(input.Width) || !IsSide(input.Height))
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"the width and height of its input have to be {ModelManifest.SmallestSide} to {ModelManifest.LargestSide} pixels."));
        }
        return new ModelManifest(StickText.Of(name), named, input.Width, input.Height, StickText.Of(licence), InputOf(input), HeadOf(found.Head ?? new FoundHead()));
    }

    private static InputForm InputOf(FoundInput input)
    {
        var usual = new InputForm();
        float scale = input.Scale ?? usual.Scale;
        if (!float.IsFinite(scale) || scale == 0)
        {
            throw Wrong("\"scale\" in its manifest has to be a number other than 0.");
        }
        return new InputForm(
            Word("layout", input.Layout, usual.Layout),
            Word("colours", input.Colours, usual.Colours),
            Word("type", input.Type, usual.Type),
            Word("fit", input.Fit, usual.Fit),
            scale,
            Three("mean", input.Mean, "three numbers, one for each colour", _ => true),
            Three("deviation", input.Deviation, "three numbers other than 0, one for each colour", d => d != 0));
    }

    private static HeadForm HeadOf(FoundHead head)
    {
        var usual = new HeadForm();
        return new HeadForm(
            Word("style", head.Style, usual.Style),
            head.Boxes is null ? null : Word("boxes", head.Boxes, default(BoxForm)),
            head.Scores is null ? null : Word("scores", head.Scores, default(ScoreForm)),
            Share("leastConfidence", head.LeastConfidence ?? usual.LeastConfidence),
            Share("mostOverlap", head.MostOverlap ?? usual.MostOverlap));
    }

    private static bool IsSide(int pixels) => pixels is >= ModelManifest.SmallestSide and <= ModelManifest.LargestSide;

    // By name alone: a number would be taken for one, too.
    private static T Word<T>(string field, string? found, T usual)
        where T : struct, Enum
    {
        string[] names = Enum.GetNames<T>();
        return found is null ? usual
            : names.Contains(found, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(found, ignoreCase: true)
            : throw Wrong($"\"{field}\" in its manifest is \"{StickFile.Shown(found)}\", and can be {string.Join(", ", names.Select(n => JsonNamingPolicy.CamelCase.ConvertName(n)))}.");
    }

    private static IReadOnlyList<float>? Three(string field, IReadOnlyList<float>? found, string wanted, Func<float, bool> isRight) =>
        found is null || (found.Count == 3 && found.All(f => float.IsFinite(f) && isRight(f))) ? found : throw Wrong($"\"{field}\" in its manifest has to be {wanted}.");

    private static float Share(string field, float share) =>
        share is > 0 and <= 1 ? share : throw Wrong($"\"{field}\" in its manifest has to be more than 0 and at most 1.");

    private static NvrException Wrong(string what) => new(ErrorKind.Unsupported, $"This model cannot be used: {what}") { NextStep = "Get the model together with its manifest." };
}

/// <summary>A manifest as somebody wrote it.</summary>
internal sealed record FoundManifest(string? Name, IReadOnlyList<string?>? Classes, FoundInput? Input, string? Licence, FoundHead? Head = null);

/// <summary>The picture that a model takes, in pixels, and how it is laid out, where that is said.</summary>
internal sealed record FoundInput(
    int Width,
    int Height,
    string? Layout = null,
    string? Colours = null,
    string? Type = null,
    string? Fit = null,
    float? Scale = null,
    IReadOnlyList<float>? Mean = null,
    IReadOnlyList<float>? Deviation = null);

/// <summary>How a model's answer is laid out, where that is said.</summary>
internal sealed record FoundHead(string? Style = null, string? Boxes = null, string? Scores = null, float? LeastConfidence = null, float? MostOverlap = null);
