using System.Globalization;
using System.Text.Json;
using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Storage.Models;

namespace Nvr.Appliance.Cargo;

/// <summary>
/// Reads the manifest that lies beside a model, <c>NAME.json</c> beside <c>NAME.onnx</c>: <c>{"name":"People and cars","classes":["person","car"],"input":{"width":320,"height":320},"licence":"MIT"}</c>.
/// All of its texts are cleaned for showing. Failures are <see cref="NvrException"/> (Unsupported) that name what is wrong.
/// </summary>
internal static class ManifestReader
{
    private const int LargestBytes = 64 << 10;
    private const int MostClasses = 1000;
    private const int SmallestInput = 16;
    private const int LargestInput = 4096;

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
        if (named.Length is 0 or > MostClasses || named.Any(c => c.Length == 0))
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"its manifest has to name 1 to {MostClasses} classes."));
        }
        if (input is not { Width: >= SmallestInput and <= LargestInput, Height: >= SmallestInput and <= LargestInput })
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"the width and height of its input have to be {SmallestInput} to {LargestInput} pixels."));
        }
        return new ModelManifest(StickText.Of(name), named, input.Width, input.Height, StickText.Of(licence));
    }

    private static NvrException Wrong(string what) => new(ErrorKind.Unsupported, $"This model cannot be used: {what}") { NextStep = "Get the model together with its manifest." };
}

/// <summary>A manifest as somebody wrote it.</summary>
internal sealed record FoundManifest(string? Name, IReadOnlyList<string?>? Classes, FoundInput? Input, string? Licence);

/// <summary>The picture that a model takes, in pixels.</summary>
internal sealed record FoundInput(int Width, int Height);
