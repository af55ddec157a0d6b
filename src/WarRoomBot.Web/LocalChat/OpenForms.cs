using System.Collections.Concurrent;
using System.Security.Cryptography;
using WarRoomBot.Chat;

namespace WarRoomBot.Web.LocalChat;

/// <summary>
/// The rights to open a form. Each lasts as long as the request that was given it: the form that is opened meanwhile is that request's answer.
/// </summary>
internal sealed class OpenForms
{
    private readonly ConcurrentDictionary<string, FormRight> _rights = [];

    public FormRight Give()
    {
        var right = new FormRight(this);
        _rights[right.Trigger] = right;
        return right;
    }

    /// <returns>False when the request is over, or there never was one.</returns>
    public bool Open(string trigger, Form form)
    {
        if (!_rights.TryGetValue(trigger, out var right))
            return false;
        right.Form = form;
        return true;
    }

    internal sealed class FormRight(OpenForms forms) : IDisposable
    {
        public string Trigger { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

        /// <summary>What was opened with it; null for nothing.</summary>
        public Form? Form { get; set; }

        public void Dispose() => forms._rights.TryRemove(Trigger, out _);
    }
}
