using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Web.Cargo;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Settings that note what is wanted of them, and take whatever is sent.</summary>
public sealed class FakeSettings : ISettingsRoom
{
    public const int MostBytes = 1 << 20;

    public ConcurrentQueue<string> Wishes { get; } = new();

    public byte[] Content { get; } = [.. Enumerable.Range(0, 5000).Select(i => (byte)i)];

    public byte[]? Sent { get; private set; }

    public Task<SealedBackup> BackUpAsync(string passphrase, CancellationToken cancellation)
    {
        Wishes.Enqueue($"backup {passphrase}");
        return Task.FromResult(new SealedBackup("NVR-settings-shop.nvrbackup", Content));
    }

    public async Task<SentBackup> TakeAsync(Stream content, long? length, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        await content.CopyToAsync(kept, cancellation);
        Sent = kept.Length <= MostBytes ? kept.ToArray() : throw new NvrException(ErrorKind.InvalidInput, "This file is larger.");
        return new SentBackup("shop", "2026-11-29T06:00:00Z", "1.2.3", kept.Length);
    }

    public Task<BackupView> OpenAsync(string passphrase, CancellationToken cancellation)
    {
        Wishes.Enqueue($"open {passphrase}");
        return Task.FromResult(new BackupView("shop", "2026-11-29T06:00:00Z", "1.2.3", ["door"], [], ["owner"], []));
    }

    public Task RestoreAsync(string passphrase, string? confirm, CancellationToken cancellation)
    {
        Wishes.Enqueue($"restore {passphrase} {confirm}");
        return Task.CompletedTask;
    }

    public void Drop() => Wishes.Enqueue("drop");
}
