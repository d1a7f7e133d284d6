using System.Text.Json.Serialization;
using Nvr.Core;
using Nvr.Storage.Settings;
using Nvr.Web.Sticks;

namespace Nvr.Appliance.Sticks;

/// <summary>What the export button writes, kept with the settings. Thread-safe; a change blocks on the disk and throws InvalidInput, or Storage when the disk does not take it.</summary>
internal sealed class ButtonBook
{
    public const string Name = "export-button.json";
    public const string LastHours = "lastHours";
    public const string Marked = "marked";
    public const int MostHours = 744;

    private readonly SettingsFile<StickPolicy> file;
    private readonly Lock gate = new();
    private volatile StickPolicy policy;

    private ButtonBook(SettingsFile<StickPolicy> file)
    {
        this.file = file;
        policy = file.Read() is { } stored && Problem(stored) is null ? stored : new StickPolicy(LastHours, 24);
    }

    public StickPolicy Policy => policy;

    public static ButtonBook Open(DataDirectory data) => new(new SettingsFile<StickPolicy>(data.SettingsFile(Name), ButtonBookJson.Default.StickPolicy));

    public void Change(StickPolicy wish)
    {
        if (Problem(wish) is { } problem)
        {
            throw new NvrException(ErrorKind.InvalidInput, problem);
        }
        lock (gate)
        {
            file.Write(wish);
            policy = wish;
        }
    }

    private static string? Problem(StickPolicy wish) => wish switch
    {
        { What: not (LastHours or Marked) } => $"'what' must be {LastHours} or {Marked}.",
        { Hours: < 1 or > MostHours } => $"'hours' must be 1 to {MostHours}.",
        _ => null,
    };
}

/// <summary>Source-generated JSON of it.</summary>
[JsonSerializable(typeof(StickPolicy))]
[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class ButtonBookJson : JsonSerializerContext;
