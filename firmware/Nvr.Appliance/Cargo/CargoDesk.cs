using Nvr.Appliance.Sticks;
using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Storage.Backups;
using Nvr.Storage.Models;
using Nvr.Web.Cargo;
using Nvr.Web.Sticks;

namespace Nvr.Appliance.Cargo;

/// <summary>Takes wishes for what sticks carry beside exports, from the page. Thread-safe; whatever becomes of a stick, recording is not touched.</summary>
internal sealed class CargoDesk(StickSteward steward, IStickRoom sticks, StickUse use, CargoPolicyBook policies, CargoReader reader, BackupErrand backups, UpdateErrand updates, ModelShelf shelf) : ICargoRoom
{
    private FoundCargo? found;

    public CargoView Read()
    {
        FoundCargo? last = Volatile.Read(ref found);
        return new CargoView(policies.Policy, last is not null && steward.Reading.Find(last.Stick) is not null ? last : null, updates.View, Models());
    }

    public async Task LookAsync(string stick, CancellationToken cancellation)
    {
        using IDisposable taken = use.Take(stick, "Somebody looks what is on this USB key.");
        string at = await MountAsync(stick, cancellation);
        IReadOnlyList<CargoItem> items = await Task.Run(() => reader.ReadAsync(at, policies.Policy, cancellation), cancellation);
        Volatile.Write(ref found, new FoundCargo(stick, items));
    }

    public async Task<string> BackUpAsync(string stick, string passphrase, CancellationToken cancellation)
    {
        CargoRules.RequireAllowed(policies.Policy, CargoReader.Backup);
        string name;
        using (use.Take(stick, "The settings are being written to this USB key."))
        {
            string at = await MountAsync(stick, cancellation);
            name = await Task.Run(() => backups.Write(at, passphrase), cancellation);
        }
        await sticks.ReleaseAsync(stick, cancellation);
        return name;
    }

    public Task<BackupView> OpenBackupAsync(string stick, string file, string passphrase, CancellationToken cancellation) =>
        WithAsync(stick, file, CargoReader.Backup, path => backups.Open(StickFile.Read(path, BackupFile.LargestBytes), passphrase), cancellation);

    public Task RestoreAsync(string stick, string file, string passphrase, string? confirm, CancellationToken cancellation) => WithAsync(
        stick,
        file,
        CargoReader.Backup,
        path =>
        {
            backups.Restore(StickFile.Read(path, BackupFile.LargestBytes), passphrase, confirm);
            return true;
        },
        cancellation);

    public Task TakeModelAsync(string stick, string file, CancellationToken cancellation) => WithAsync(
        stick,
        file,
        CargoReader.Model,
        path =>
        {
            ModelManifest manifest = ManifestReader.Read(Path.ChangeExtension(path, ".json"));
            using FileStream content = StickFile.Open(path, ModelShelf.LargestBytes);
            return shelf.Add(manifest, content, content.Length, cancellation);
        },
        cancellation);

    public void RemoveModel(string id) => shelf.Remove(id);

    public void UseModel(string? id) => shelf.Use(id);

    public async Task InstallAsync(string stick, string file, string? confirm, CancellationToken cancellation)
    {
        RequireFound(stick, file, CargoReader.Update);
        IDisposable taken = use.Take(stick, "An update is being installed from this USB key.");
        string path;
        try
        {
            path = Path.Combine(await MountAsync(stick, cancellation), file);
            using FileStream plain = StickFile.Open(path, long.MaxValue);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
        await updates.BeginAsync(stick, path, confirm, taken, cancellation);
    }

    public void Change(CargoPolicy policy)
    {
        policies.Change(policy);
        // What was found was judged by the old one.
        Volatile.Write(ref found, null);
    }

    private IReadOnlyList<ModelView> Models()
    {
        DetectionModel? inUse = shelf.InUse();
        return [.. shelf.List().Select(m => ViewOf(m, m.Id == inUse?.Id))];
    }

    private static ModelView ViewOf(DetectionModel model, bool isInUse) => new(
        model.Id, model.Manifest.Name, model.Sha256, model.Bytes, model.Manifest.Classes, model.Manifest.InputWidth, model.Manifest.InputHeight, model.Manifest.Licence, isInUse);

    private async Task<T> WithAsync<T>(string stick, string file, string kind, Func<string, T> work, CancellationToken cancellation)
    {
        RequireFound(stick, file, kind);
        using IDisposable taken = use.Take(stick, "Something is being read from this USB key.");
        string at = await MountAsync(stick, cancellation);
        return await Task.Run(() => work(Path.Combine(at, file)), cancellation);
    }

    // No path is made of a name that somebody sent: only of one that was found on the stick.
    private void RequireFound(string stick, string file, string kind)
    {
        CargoRules.RequireAllowed(policies.Policy, kind);
        if (Volatile.Read(ref found) is not { } last || last.Stick != stick || !last.Items.Any(i => i.File == file && i.Kind == kind))
        {
            throw new NvrException(ErrorKind.NotFound, "That file was not found on this USB key.") { NextStep = "Look again what is on it." };
        }
    }

    private async Task<string> MountAsync(string stick, CancellationToken cancellation)
    {
        StickFacts facts = steward.Reading.Find(stick) ?? throw StickFailures.Gone();
        facts.Verdict.RequireUsable();
        string at = await steward.Sticks.MountAsync(stick, cancellation);
        await steward.LookAsync(cancellation);
        return at;
    }
}
