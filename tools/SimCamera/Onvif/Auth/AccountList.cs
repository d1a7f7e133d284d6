namespace SimCamera.Onvif.Auth;

/// <summary>The accounts of one device; empty means factory-new. Thread-safe.</summary>
internal sealed class AccountList(IEnumerable<OnvifAccount> accounts)
{
    private readonly Lock _lock = new();
    private readonly List<OnvifAccount> _accounts = [.. accounts];

    public bool AreEmpty
    {
        get
        {
            lock (_lock)
            {
                return _accounts.Count == 0;
            }
        }
    }

    public IReadOnlyList<OnvifAccount> Snapshot()
    {
        lock (_lock)
        {
            return [.. _accounts];
        }
    }

    public OnvifAccount? Find(string? name) => Snapshot().FirstOrDefault(a => a.Name == name);

    /// <summary>False when the name is taken.</summary>
    public bool Add(OnvifAccount account)
    {
        lock (_lock)
        {
            if (_accounts.Exists(a => a.Name == account.Name))
            {
                return false;
            }

            _accounts.Add(account);
            return true;
        }
    }

    /// <summary>False when there is nobody of that name.</summary>
    public bool Replace(OnvifAccount account)
    {
        lock (_lock)
        {
            int at = _accounts.FindIndex(a => a.Name == account.Name);
            if (at >= 0)
            {
                _accounts[at] = account;
            }

            return at >= 0;
        }
    }

    /// <summary>False when there is nobody of that name.</summary>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            return _accounts.RemoveAll(a => a.Name == name) > 0;
        }
    }
}
