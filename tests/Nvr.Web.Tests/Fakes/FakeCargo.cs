using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Web.Cargo;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A stick with a backup on it, that notes what is wanted of it.</summary>
public sealed class FakeCargo : ICargoRoom
{
    private CargoPolicy policy = new(true, true, false);

    public ConcurrentQueue<string> Wishes { get; } = new();

    public CargoView Read() => new(policy, null, null, [new ModelView("0123456789abcdef", "People", new string('a', 64), 5_000_000, ["person"], 320, 320, "MIT", true)]);

    public Task LookAsync(string stick, CancellationToken cancellation) => Note($"look {stick}");

    public async Task<string> BackUpAsync(string stick, string passphrase, CancellationToken cancellation)
    {
        await Note($"backup {stick} {passphrase}");
        return "NVR-settings.nvrbackup";
    }

    public async Task<BackupView> OpenBackupAsync(string stick, string file, string passphrase, CancellationToken cancellation)
    {
        await Note($"open {stick} {file}");
        return passphrase == "right"
            ? new BackupView("shop", "2026-11-29T06:00:00Z", "1.2.3", ["door"], [], ["owner"], [])
            : throw new NvrException(ErrorKind.InvalidInput, "The passphrase is wrong, or the backup is damaged.") { NextStep = "Enter the passphrase again." };
    }

    public Task RestoreAsync(string stick, string file, string passphrase, string? confirm, CancellationToken cancellation) => Note($"restore {stick} {file} {confirm}");

    public Task TakeModelAsync(string stick, string file, CancellationToken cancellation) => Note($"model {stick} {file}");

    public void RemoveModel(string id) => Wishes.Enqueue($"remove {id}");

    public void UseModel(string? id) => Wishes.Enqueue($"use {id ?? "none"}");

    public Task InstallAsync(string stick, string file, string? confirm, CancellationToken cancellation) => Note($"install {stick} {file} {confirm}");

    public void Change(CargoPolicy policy) => this.policy = policy;

    private Task Note(string wish)
    {
        Wishes.Enqueue(wish);
        return Task.CompletedTask;
    }
}
