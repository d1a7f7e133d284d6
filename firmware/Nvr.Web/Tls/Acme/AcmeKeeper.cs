using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Web.Tls.Acme;

/// <summary>
/// Fetches the page's certificate from an authority that somebody named (RFC 8555), and a new one when a third of its time is left. Only what worked once is kept. Health tells when no new one has come and a quarter is left.
/// Thread-safe; one order at a time. Failures are <see cref="NvrException"/> in words.
/// </summary>
public sealed partial class AcmeKeeper : IDisposable
{
    private const string Part = "settings/acme";
    private const int RenewedAtPart = 3;
    private const int AlarmedAtPart = 4;
    private static readonly TimeSpan s_orderLimit = TimeSpan.FromMinutes(2);

    private readonly PageCertificate certificate;
    private readonly AcmeDoor door;
    private readonly BoxClock clock;
    private readonly HealthBoard health;
    private readonly ILogger<AcmeKeeper> log;
    private readonly SettingsFile<AcmeFile> file;
    private readonly string keyPath;
    private readonly SemaphoreSlim orders = new(1);

    private volatile AcmeView? view;

    internal AcmeKeeper(WebOptions options, PageCertificate certificate, AcmeDoor door, BoxClock clock, HealthBoard health, ILogger<AcmeKeeper> log)
    {
        (this.certificate, this.door, this.clock, this.health, this.log) = (certificate, door, clock, health, log);
        file = new SettingsFile<AcmeFile>(Path.Combine(options.SettingsDirectory, AcmeFile.Name), AcmeFileJson.Default.AcmeFile, IsSound);
        keyPath = Path.Combine(options.SettingsDirectory, "acme-account.pem");
        view = file.Read()?.From is { } kept ? new AcmeView(AcmeWish.Of(kept), null) : null;
        if (file.Problem is { } problem)
        {
            health.Report(new HealthItem(Part, HealthLevel.Attention, problem, "Look at the certificate under Box."));
        }
    }

    /// <summary>Null: none is fetched.</summary>
    internal AcmeView? Read() => view;

    /// <summary>Fetches one now; it is in force, and what was wished is kept, once that has worked.</summary>
    internal async Task TurnOnAsync(AcmeWish wish, CancellationToken cancellation)
    {
        await orders.WaitAsync(cancellation);
        try
        {
            certificate.NeedsEncryption();
            await FetchAsync(wish, cancellation);
            file.Write(new AcmeFile(wish.ToSource()));
            view = new AcmeView(wish, null);
            health.Forget(Part);
        }
        finally
        {
            orders.Release();
        }
    }

    /// <summary>Fetches none any more; the present one stays.</summary>
    internal async Task TurnOffAsync(CancellationToken cancellation)
    {
        await orders.WaitAsync(cancellation);
        try
        {
            if (view is not null)
            {
                file.Write(new AcmeFile());
                view = null;
            }
            health.Forget(Part);
        }
        finally
        {
            orders.Release();
        }
    }

    /// <summary>Fetches a new one where it is time. To be called every hour; never fails for an authority.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await orders.WaitAsync(cancellation);
        try
        {
            if (view is { } now && LeftParts() <= 1.0 / RenewedAtPart)
            {
                await RenewAsync(now.Wish, cancellation);
            }
        }
        finally
        {
            orders.Release();
        }
        certificate.Look(isFetched: view is not null);
    }

    public void Dispose() => orders.Dispose();

    private static bool IsSound(AcmeFile content)
    {
        try
        {
            _ = content.From is { } source ? AcmeWish.Of(source) : null;
            return true;
        }
        catch (NvrException)
        {
            return false;
        }
    }

    private async Task RenewAsync(AcmeWish wish, CancellationToken cancellation)
    {
        try
        {
            await FetchAsync(wish, cancellation);
            view = new AcmeView(wish, null);
            health.Forget(Part);
        }
        catch (NvrException failure)
        {
            LogFailure(failure.Message);
            view = new AcmeView(wish, failure.Message);
            // An authority may be away for a day.
            if (LeftParts() <= 1.0 / AlarmedAtPart)
            {
                health.Report(new HealthItem(Part, HealthLevel.Attention, $"No new certificate for this page could be fetched: {failure.Message}", "The recorder tries again every hour. Look at the certificate under Box."));
            }
        }
    }

    private async Task FetchAsync(AcmeWish wish, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(s_orderLimit);
        try
        {
            using AcmeKey key = OwnKey();
            using AcmeServer server = await AcmeServer.OpenAsync(wish, key, limit.Token);
            certificate.Use(await new AcmeOrder(server, key, door, clock.Time).FetchAsync(wish.Names, limit.Token));
            LogFetched(wish.Directory.IdnHost, string.Join(", ", wish.Names));
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new NvrException(ErrorKind.Unreachable, $"{wish.Directory.IdnHost} took longer than two minutes.", late);
        }
        catch (Exception odd) when (odd is InvalidOperationException or ArgumentException or CryptographicException)
        {
            // Half a letter, an unknown alphabet, a name that is none: whatever it says must not end the program, which records.
            throw AcmeAnswer.Odd(wish.Directory.IdnHost, odd);
        }
    }

    // One that cannot be read is replaced: nothing but a list of names hangs on it.
    private AcmeKey OwnKey()
    {
        try
        {
            if (File.Exists(keyPath) && AcmeKey.Read(File.ReadAllText(keyPath)) is { } kept)
            {
                return kept;
            }
            AcmeKey made = AcmeKey.Make();
            Durable.WriteFile(keyPath, Encoding.ASCII.GetBytes(made.Pem()));
            return made;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The key for the authority cannot be kept: {failure.Message}", failure);
        }
    }

    // Of the present one's time, from 1 down to 0 and below; 0 where it is not a fetched one.
    private double LeftParts() => certificate.GivenTime is { } time ? (time.Until - clock.Time.GetUtcNow()) / (time.Until - time.From) : 0;

    [LoggerMessage(LogLevel.Information, "{Authority} made a certificate for {Names}")]
    private partial void LogFetched(string authority, string names);

    [LoggerMessage(LogLevel.Warning, "No new certificate: {Reason}")]
    private partial void LogFailure(string reason);
}
