using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Settings;
using Nvr.Web.Access;

namespace Nvr.Web.Accounts;

/// <summary>
/// The people who may use the box. Thread-safe; a change is on disk before the call returns. Passwords are hashed one at a time,
/// so that a flood of logins costs at most one core.
/// </summary>
internal sealed class AccountBook : IDisposable
{
    private const int MaxAccounts = 200;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim hashing = new(1);
    private readonly SettingsFile<AccountFile> file;
    private IReadOnlyList<Account> accounts;

    public AccountBook(SettingsFile<AccountFile> file, HealthBoard health)
    {
        this.file = file;
        accounts = file.Read()?.Accounts ?? [];
        if (file.Problem is { } problem)
        {
            health.Report(new HealthItem("settings/accounts", HealthLevel.Attention, problem));
        }
    }

    public bool HasAdministrator => accounts.Any(a => a.Role == Role.Administrator);

    public IReadOnlyList<Account> List() => accounts;

    public Account? Find(string id) => accounts.FirstOrDefault(a => a.Id == id);

    public Account? FindByName(string userName) =>
        accounts.FirstOrDefault(a => string.Equals(a.UserName, userName.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The account when name and password fit, else null; takes as long for an unknown name.</summary>
    public async Task<Account?> VerifyAsync(string userName, string password, CancellationToken cancellation)
    {
        Account? account = FindByName(userName);
        bool right = await HashOneAtATimeAsync(() => (account?.Password ?? PasswordHash.Nobody).Matches(password), cancellation);
        return right && account is not null ? Find(account.Id) : null;
    }

    /// <summary>Whether a password that is no account's fits; hashed in the same line as theirs.</summary>
    public Task<bool> MatchesAsync(PasswordHash hash, string password, CancellationToken cancellation) => HashOneAtATimeAsync(() => hash.Matches(password), cancellation);

    public Task<PasswordHash> HashAsync(string password, CancellationToken cancellation) =>
        HashOneAtATimeAsync(() => PasswordHash.Of(password), cancellation);

    /// <summary>Adds the very first account; Conflict when somebody else was faster.</summary>
    public Account AddFirst(string userName, PasswordHash password)
    {
        lock (gate)
        {
            return HasAdministrator
                ? throw new NvrException(ErrorKind.Conflict, "This recorder has been set up already. Sign in instead.")
                : Add(userName, Role.Administrator, [], password);
        }
    }

    public Account Add(string userName, Role role, IReadOnlyList<string> cameras, PasswordHash password)
    {
        lock (gate)
        {
            if (accounts.Count >= MaxAccounts)
            {
                throw new NvrException(ErrorKind.Exhausted, $"There are {MaxAccounts} users already. Delete one first.");
            }
            Account added = new(Guid.NewGuid().ToString("N"), userName, role, cameras, password);
            return Store_NeedsLock([.. accounts, added], added);
        }
    }

    /// <summary>Changes the account as it stands now, not as the caller saw it before it hashed a password.</summary>
    public Account Change(string id, Func<Account, Account> change)
    {
        lock (gate)
        {
            Account changed = change(Find(id) ?? throw Missing());
            return Store_NeedsLock([.. accounts.Select(a => a.Id == id ? changed : a)], changed);
        }
    }

    public void Delete(string id)
    {
        lock (gate)
        {
            Account gone = Find(id) ?? throw Missing();
            Store_NeedsLock([.. accounts.Where(a => a.Id != id)], gone);
        }
    }

    /// <summary>Deletes every administrator, so that the set-up is open again; the other users stay. Returns who is gone.</summary>
    public IReadOnlyList<Account> ForgetAdministrators()
    {
        lock (gate)
        {
            IReadOnlyList<Account> gone = [.. accounts.Where(a => a.Role == Role.Administrator)];
            IReadOnlyList<Account> rest = [.. accounts.Except(gone)];
            file.Write(new AccountFile(rest));
            accounts = rest;
            return gone;
        }
    }

    public void Dispose() => hashing.Dispose();

    private static NvrException Missing() => new(ErrorKind.NotFound, "There is no such user.");

    private Account Store_NeedsLock(List<Account> next, Account subject)
    {
        if (next.Any(a => a.Id != subject.Id && string.Equals(a.UserName, subject.UserName, StringComparison.OrdinalIgnoreCase)))
        {
            throw new NvrException(ErrorKind.Conflict, $"There is a user called \"{subject.UserName}\" already.");
        }
        if (HasAdministrator && next.All(a => a.Role != Role.Administrator))
        {
            throw new NvrException(ErrorKind.Conflict, "This is the last administrator. Make somebody else an administrator first.");
        }
        file.Write(new AccountFile(next));
        accounts = next;
        return subject;
    }

    private async Task<T> HashOneAtATimeAsync<T>(Func<T> hash, CancellationToken cancellation)
    {
        await hashing.WaitAsync(cancellation);
        try
        {
            return await Task.Run(hash, cancellation);
        }
        finally
        {
            hashing.Release();
        }
    }
}
