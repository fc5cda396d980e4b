# The bridge inside a shell: takes requests, runs them in a worker runspace, answers with frames.
# For Windows PowerShell 5.1 and PowerShell 7. ASCII only.
. ([IO.Path]::Combine($PSScriptRoot, 'rw-wire.ps1'))
Set-StrictMode -Version 2.0

$Runner = [IO.Path]::Combine($PSScriptRoot, 'rw-runner.ps1')
$WorkerModule = [IO.Path]::Combine($PSScriptRoot, 'Runwright.Worker.psm1')
$Shared = @{ Kinds = [RwKind]::Known(); Names = [System.Collections.Generic.Dictionary[string, string]]::new(); Runner = $Runner }
$Session = @{ Out = $null; Nonce = '-'; Cancel = ''; Parent = 0; Worker = $null; Wanted = @(); Commands = @{}; Scripts = $false; Import = $null; Clock = [Diagnostics.Stopwatch]::StartNew(); Least = 0; LastId = ''; Last = $null; Events = ''; EventFile = $null }
$Kinds = @{ [char]'W' = 'warning'; [char]'V' = 'verbose'; [char]'D' = 'debug'; [char]'I' = 'info'; [char]'H' = 'host'; [char]'N' = 'stderr' }
$Limit = @{ Items = 50000; Live = 1000; LiveAtOnce = 50; Events = 10000; EventText = 8000; EventsText = 8MB; Errors = 1000; ErrorsText = 1200000; ErrorEvents = 100; ProgressMs = 200; BeatMs = 2000 }

# ---------------------------------------------------------------- events
# Called by their Invoke method, which is no command and so is not logged.

$SendEvent = { param([string]$Id, [string]$Kind, [string]$TaggedJson) [RwFrame]::Event($Session, $Id, $Kind, $TaggedJson) }

$SendText = {
    param([hashtable]$Watch, [string]$Kind, [string]$Text)
    if ($Watch.Events -ge $Limit.Events -or $Watch.EventsText -gt $Limit.EventsText) { $Watch.More.Add($Kind, $Text); return }
    if ($Text.Length -gt $Limit.EventText) {
        $Watch.More.Add($Kind, $Text)
        $Text = $Text.Substring(0, $Limit.EventText) + " [... $($Text.Length) characters]"
    }
    $Watch.Events++
    $Watch.EventsText += $Text.Length
    [RwFrame]::Event($Session, $Watch.Id, $Kind, [RwJson]::Quote('s:' + $Text))
}

$SendProgress = {
    param([string]$Id, $Record)
    [RwFrame]::Event($Session, $Id, 'progress', '{"activity":' + [RwJson]::Quote('s:' + $Record.Activity) + ',"status":' + [RwJson]::Quote('s:' + $Record.StatusDescription) +
        ',"operation":' + [RwJson]::Quote('s:' + $Record.CurrentOperation) + ',"percent":"i:' + $Record.PercentComplete + '","seconds":"i:' + $Record.SecondsRemaining +
        '","of":"i:' + $Record.ActivityId + '","in":"i:' + $Record.ParentActivityId + '","done":' + [RwJson]::Flag($Record.RecordType -eq 'Completed') + '}')
}

# Objects are told live to be seen, not to be kept (they are in the reply): when many come at once, the first of them.
function Read-RwRecords([hashtable]$Watch) {
    $live = $Limit.LiveAtOnce
    $text = ''
    for ($left = $Watch.Records.Count; $left -gt 0 -and $Watch.Records.TryDequeue([ref]$text); $left--) {
        if ($text[0] -ceq [char]'E') {
            $Watch.ErrorsText += $text.Length
            if ($Watch.Errors.Count -ge $Limit.Errors -or $Watch.ErrorsText -gt $Limit.ErrorsText) { $Watch.More.Add('error', $text.Substring(1)) }
            else {
                $Watch.Errors.Add($text.Substring(1))
                if ($Watch.Errors.Count -le $Limit.ErrorEvents) { $null = $SendEvent.Invoke($Watch.Id, 'error', $text.Substring(1)) }
            }
        }
        elseif ($text[0] -ceq [char]'O') { if ($live-- -gt 0) { [RwFrame]::Event($Session, $Watch.Id, 'output', $text.Substring(1)) } }
        elseif ($text[0] -ceq [char]'X') { $Watch.More.Add('output', $text.Substring(1)) }
        elseif ($Watch.Events -ge $Limit.Events) { $Watch.More.Add($Kinds[$text[0]], $text.Substring(1)) }
        else { $null = $SendText.Invoke($Watch, $Kinds[$text[0]], $text.Substring(1)) }
    }
    $Watch.More.Flush()
    if ($Watch.Shell.Streams.Progress.Count) { Read-RwProgress $Watch }
}

# The last state of each activity, at most five times a second; the end always.
function Read-RwProgress([hashtable]$Watch) {
    foreach ($record in $Watch.Shell.Streams.Progress.ReadAll()) { $Watch.Progress[$record.ActivityId] = $record }
    $now = $Watch.Clock.ElapsedMilliseconds
    foreach ($activity in @($Watch.Progress.Keys)) {
        $record = $Watch.Progress[$activity]
        $sent = $Watch.ProgressSent[$activity]
        if ($record.RecordType -ne 'Completed' -and $null -ne $sent -and $now - $sent -lt $Limit.ProgressMs) { continue }
        $Watch.Progress.Remove($activity)
        $Watch.ProgressSent[$activity] = $now
        $null = $SendProgress.Invoke($Watch.Id, $record)
    }
}

# ---------------------------------------------------------------- running something in the worker

# Without the program that it belongs to the shell ends, and with it what a command under way has started.
function Test-RwParent {
    if ($Session.Parent -le 0) { return }
    try { [Diagnostics.Process]::GetProcessById($Session.Parent).Dispose() }
    catch {
        [RwTree]::KillBelow($PID)
        [Environment]::Exit(97)
    }
}

# Waits for the end of what runs in the shell, passing on its records; stops it at its limit or when its cancel file appears.
# Sets Watch.Why (timeout, cancelled) and Watch.Stuck. The records are in Watch: a parameter of its own would be in the module log. Stop() itself may block for ever, so it is only begun.
function Wait-RwEnd([hashtable]$Watch) {
    $beat = 0
    $stopped = $null
    while (-not $Watch.Handle.AsyncWaitHandle.WaitOne(100)) {
        Read-RwRecords $Watch
        $now = $Watch.Clock.ElapsedMilliseconds
        if ($now - $beat -ge $Limit.BeatMs) {
            $beat = $now
            $null = $SendEvent.Invoke($Watch.Id, 'beat', "`"i:$now`"")
            Test-RwParent
        }
        if ($null -ne $stopped) {
            if ($now - $stopped -gt $Watch.GraceMs) { $Watch.Stuck = $true; break }
            continue
        }
        if ([IO.File]::Exists($Watch.CancelFile)) { $Watch.Why = 'cancelled' } elseif ($now -gt $Watch.LimitMs) { $Watch.Why = 'timeout' } else { continue }
        $stopped = $now
        [void]$Watch.Shell.BeginStop($null, $null)
    }
    Read-RwRecords $Watch
    if ($Watch.More.Lost) { $null = $SendEvent.Invoke($Watch.Id, 'dropped', "`"i:$($Watch.More.Lost)`"") }
}

# Runs a command through the runner file and gives the reply, without what is to be done with the session afterwards.
# The runner is added by its path: given as a command object the exit code of 'exit N' would be lost.
function Invoke-RwRunner([hashtable]$Job) {
    $state = @{ Done = $false; Error = $null; Select = $Job.Select; Depth = 4; MaxItems = $Limit.Items; Live = $(if ($Job['Live']) { $Limit.Live } else { 0 }); Text = [Text.StringBuilder]::new(); Records = [System.Collections.Concurrent.ConcurrentQueue[string]]::new(); Dropped = 0; Cut = $false; Whole = 0 }
    $watch = @{
        Id = $Job.Id; Clock = [Diagnostics.Stopwatch]::StartNew(); LimitMs = $Job.LimitMs; GraceMs = $Job.GraceMs; CancelFile = $Session.Cancel + '.' + $Job.Id; Why = $null; Stuck = $false
        Errors = [System.Collections.Generic.List[string]]::new(); ErrorsText = 0; More = [RwBundle]::new($Session, $Job.Id); Events = 0; EventsText = 0; Progress = @{}; ProgressSent = @{}; Handle = $null
    }
    $shell = [powershell]::Create()
    $shell.Runspace = $Session.Worker
    [void]$shell.AddCommand($Runner).AddParameter('RwCommand', $Job.Command).AddParameter('RwArguments', $Job.Arguments).AddParameter('RwState', $state)
    $nothing = [Management.Automation.PSDataCollection[psobject]]::new()
    $nothing.Complete()
    $output = [Management.Automation.PSDataCollection[psobject]]::new()
    $watch.Shell = $shell
    $watch.Records = $state.Records
    $watch.Handle = $shell.BeginInvoke($nothing, $output)
    Wait-RwEnd $watch
    $reply = @{ Error = $null; Errors = $watch.Errors; Dropped = $state.Dropped; Cut = $state.Cut }
    if ($watch.Stuck) { $reply.Status = 'stuck'; return $reply }        # the worker is not to be touched any more
    if ($state.Error) { $reply.Error = [RwWriter]::Json($state.Error, 4, $Shared) }
    try { [void]$shell.EndInvoke($watch.Handle) }
    catch { if (-not $watch.Why -and -not $reply.Error) { $reply.Error = [RwWriter]::Json($shell.InvocationStateInfo.Reason, 4, $Shared) } }
    foreach ($late in $shell.Streams.Error.ReadAll()) { $watch.Errors.Add([RwWriter]::Json($late, 4, $Shared)) }
    $shell.Dispose()
    $reply.ExitCode = $Session.Worker.SessionStateProxy.GetVariable('LASTEXITCODE')
    $reply.Data = '[' + $state.Text.ToString(0, $state.Whole) + ']'
    $reply.Status = if ($watch.Why) { $watch.Why } elseif ($reply.Error) { 'failed' } elseif (-not $state.Done) { 'exited' } elseif ($watch.Errors.Count) { 'errors' } else { 'ok' }
    $reply
}

# One of the constant texts below, run at the worker's top level. Both ways go through a box: output would go to a transcript.
function Invoke-RwWorker([string]$Text, $In) {
    $box = @{ In = $In; Out = $null }
    $shell = [powershell]::Create()
    $shell.Runspace = $Session.Worker
    try {
        [void]$shell.AddScript($Text, $true).AddArgument($box).Invoke()
        if ($shell.Streams.Error.Count) { throw $shell.Streams.Error[0] }
    } finally { $shell.Dispose() }
    $box.Out
}
$ResolveCommands = 'param($RwBox) $RwBox.Out = @(foreach ($RwName in $RwBox.In) { Runwright.Worker\Resolve-RwCommand $RwName })'
$ResolveScript = 'param($RwBox) $RwBox.Out = Runwright.Worker\Resolve-RwScript $RwBox.In'
$FindImport = 'param($RwBox) $RwBox.Out = $ExecutionContext.InvokeCommand.GetCommand("Import-Module", "Cmdlet")'
$OpenEstate = 'param($RwBox) Runwright.Worker\Open-RwEstate $RwBox.In'
$WaitEstate = 'param($RwBox) Runwright.Worker\Wait-RwEstate'
$EnterFolder = 'param($RwBox) [void]$ExecutionContext.SessionState.Path.SetLocation([Management.Automation.WildcardPattern]::Escape($RwBox.In)); [Environment]::CurrentDirectory = $RwBox.In'
$Lists = '$RwProvider = $ExecutionContext.InvokeProvider.ChildItem; $RwBox.In = @{ Variables = $RwProvider.Get("variable:", $false) }; '
$DeepLists = $Lists + '$RwBox.In.Functions = $RwProvider.Get("function:", $false); $RwBox.In.Aliases = $RwProvider.Get("alias:", $false); '
$Save = 'param($RwBox) ' + $DeepLists + 'Runwright.Worker\Save-RwBaseline $ExecutionContext.SessionState $RwBox.In'
$Restore = 'param($RwBox) ' + $Lists + '$RwBox.Out = Runwright.Worker\Restore-RwBaseline $ExecutionContext.SessionState $RwBox.In'
$DeepRestore = 'param($RwBox) ' + $DeepLists + '$RwBox.Out = Runwright.Worker\Restore-RwBaseline $ExecutionContext.SessionState $RwBox.In'

# ---------------------------------------------------------------- the operations

# connect: a worker runspace with the modules in it. It uses this process's own host, which was made with -NonInteractive: prompts
# fail at once, and modules that set a window title find a window. Only our own module is loaded while it opens, because opening
# cannot be watched; the others are imported as steps of their own, with a limit, beats, and errors with their place.
function Open-RwWorker($Request) {
    if ($Session.Worker) { $Session.Worker.Dispose(); $Session.Worker = $null }
    $Session.Worker = New-RwWorker
    $Session.Commands = @{}
    $Session.Wanted = [string[]][RwJson]::Get($Request, 'allow', @())
    $Session.Scripts = [bool][RwJson]::Get($Request, 'scripts', $false)
    $Session.Import = Invoke-RwWorker $FindImport $null
    $pipe = [RwJson]::Get($Request, 'estate', $null)
    if ($pipe) {
        $null = Invoke-RwWorker $OpenEstate $pipe
        $null = $SendEvent.Invoke($Request['id'], 'estate', [RwJson]::Quote('s:' + $pipe))
        $null = Invoke-RwWorker $WaitEstate $null
    }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    foreach ($module in [RwJson]::Get($Request, 'modules', @())) {
        $left = [Math]::Max(1000, [long][RwJson]::Get($Request, 'limitMs', 120000) - $clock.ElapsedMilliseconds)
        $reply = Invoke-RwRunner @{
            Id = $Request['id']; LimitMs = $left; GraceMs = [long][RwJson]::Get($Request, 'graceMs', 5000); Select = $null
            Command = $Session.Import; Arguments = @{ Name = $module; Global = $true; DisableNameChecking = $true; ErrorAction = 'Stop' }
        }
        if ($reply.Status -ne 'ok') { $reply.Why = "module $module"; $reply.Data = $null; $Session.Worker = $null; return $reply }
    }
    Resolve-RwAllowed
    $null = Invoke-RwWorker $Save $null
    $missing = @(foreach ($name in $Session.Wanted) { if (-not $Session.Commands.ContainsKey($name)) { $name } })
    @{ Status = 'ok'; Data = '[' + [RwWriter]::Json(@{ missing = $missing }, 4, $Shared) + ']' }
}

function New-RwWorker {
    $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
    $state.ThrowOnRunspaceOpenError = $true
    $state.ImportPSModule([string[]]@($WorkerModule))
    $preferences = @{ WarningPreference = 'Continue'; InformationPreference = 'Continue'; ProgressPreference = 'Continue'; ConfirmPreference = 'None'; WhatIfPreference = $false; OutputEncoding = [Text.UTF8Encoding]::new($false) }
    foreach ($name in $preferences.Keys) { $state.Variables.Add([Management.Automation.Runspaces.SessionStateVariableEntry]::new($name, $preferences[$name], '')) }
    $worker = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($Host, $state)
    $worker.ThreadOptions = 'ReuseThread'
    if ($env:OS -eq 'Windows_NT') { $worker.ApartmentState = 'STA' }
    $worker.Open()
    $worker
}

# The connecting command may make the commands that are allowed (as Import-PSSession does): so it is asked again after it.
function Resolve-RwAllowed {
    $open = @(foreach ($name in $Session.Wanted) { if (-not $Session.Commands.ContainsKey($name)) { $name } })
    if (-not $open.Length) { return }
    foreach ($found in (Invoke-RwWorker $ResolveCommands $open)) { $Session.Commands[$found.Name] = $found }
}

# invoke and script.
function Invoke-RwStep($Request, [bool]$IsScript) {
    if (-not $Session.Worker) { return @{ Status = 'refused'; Why = 'the session is not connected' } }
    $target = if ($IsScript) { Find-RwScript $Request } else { Find-RwCommand ([string][RwJson]::Get($Request, 'command', '')) }
    if ($target.ContainsKey('Failed')) { return @{ Status = 'failed'; Error = $target.Failed } }
    if ($target.ContainsKey('Refused')) { return @{ Status = 'refused'; Why = $target.Refused } }
    try { $arguments = [RwValue]::Arguments([RwJson]::Get($Request, 'args', @{}), [RwJson]::Get($Request, 'secrets', $null), $target.Types) }
    catch { return @{ Status = 'refused'; Why = "a parameter cannot be read: $($_.Exception.Message)" } }
    $unknown = Find-RwUnknown $target $arguments
    if ($unknown) { return @{ Status = 'refused'; Why = $unknown } }
    $folder = [RwJson]::Get($Request, 'folder', '')
    if ($folder) { try { $null = Invoke-RwWorker $EnterFolder $folder } catch { return @{ Status = 'refused'; Why = "the folder '$folder' cannot be entered: $($_.Exception.Message)" } } }
    $reply = Invoke-RwRunner @{
        Id = $Request['id']; LimitMs = [long][RwJson]::Get($Request, 'limitMs', 300000); GraceMs = [long][RwJson]::Get($Request, 'graceMs', 5000)
        Select = [string[]][RwJson]::Get($Request, 'select', @()); Command = $target.Command; Arguments = $arguments; Live = $IsScript
    }
    if ($reply.Status -eq 'stuck') { return $reply }
    try {
        if ([RwJson]::Get($Request, 'baseline', $false)) { Resolve-RwAllowed; $null = Invoke-RwWorker $Save $null }
        else { $reply.Dirty = [string](Invoke-RwWorker $(if ($IsScript) { $DeepRestore } else { $Restore }) $null) }
    }
    catch { $reply.Dirty = "the session: $($_.Exception.Message)" }     # the command is done all the same: its reply counts
    $reply
}

function Find-RwCommand([string]$Name) {
    if ($Session.Wanted -notcontains $Name) { return @{ Refused = "the command '$Name' is not among those that this session may run" } }
    if (-not $Session.Commands.ContainsKey($Name)) { Resolve-RwAllowed }
    if (-not $Session.Commands.ContainsKey($Name)) { return @{ Refused = "the command '$Name' does not exist in this session; name the module that has it under 'modules' of the connection" } }
    $Session.Commands[$Name]
}

function Find-RwScript($Request) {
    if (-not $Session.Scripts) { return @{ Refused = 'this session may not run scripts' } }
    Invoke-RwWorker $ResolveScript @{ Text = [RwValue]::Read($Request['text'], $null); File = [RwJson]::Get($Request, 'file', '') }
}

# A simple function or script would take an argument that it does not declare into $args and say nothing.
function Find-RwUnknown([hashtable]$Target, [hashtable]$Arguments) {
    if (-not $Target.Simple) { return }
    foreach ($name in $Arguments.get_Keys()) {
        if ($Target.Types.ContainsKey($name)) { continue }
        $known = [string[]]@($Target.Types.get_Keys())
        [Array]::Sort($known)
        $has = if ($known.Length) { "; it has $($known -join ', ')" } else { '; it has none' }
        return "there is no parameter '$name'$has"
    }
}

function Get-RwFacts([bool]$Pipe, [long]$Memory = -1) {
    '[' + [RwWriter]::Json([ordered]@{
            pid = $PID; engine = 'pwsh'; version = [string]$PSVersionTable.PSVersion; edition = [string]$PSVersionTable.PSEdition
            language = [string]$ExecutionContext.SessionState.LanguageMode; pipe = $Pipe; memory = $Memory
        }, 4, $Shared) + ']'
}

# ---------------------------------------------------------------- the loop

$Answer = {
    param([string]$Line)
    $id = '?'
    $reply = $null
    $repeats = ''
    try {
        $json = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($Line.Substring($Line.LastIndexOf('RW1 ', [StringComparison]::Ordinal) + 4).Trim()))
        $request = [RwJson]::Read($json)
        $id = [string]$request['id']
        switch ([string]$request['op']) {
            'connect' { $reply = Open-RwWorker $request }
            'invoke' { $reply = Invoke-RwStep $request $false }
            'script' { $reply = Invoke-RwStep $request $true }
            'probe' { $reply = @{ Status = 'ok'; Data = Get-RwFacts $false ([Diagnostics.Process]::GetCurrentProcess().PrivateMemorySize64) } }
            'again' { $repeats = [string]$request['of'] }
            default { $reply = @{ Status = 'refused'; Why = "unknown operation '$_'" } }
        }
    }
    catch { $reply = @{ Status = 'bridge-error'; Error = [RwWriter]::Json($_, 4, $Shared) } }
    finally {
        if ($repeats) { [RwFrame]::Again($Session, $id, $repeats) }
        else {
            if ($null -eq $reply) { $reply = @{ Status = 'bridge-error'; Why = 'no reply was made' } }
            [RwFrame]::Reply($Session, $id, $reply)
        }
    }
}

function Start-RwLoop {
    <#
    .SYNOPSIS
    Answers the boot line, then requests until a line 'exit' or the end of input.
    .DESCRIPTION
    Input is read only between requests: a pending read would freeze native programs at their start on Windows. With RW_PIPE the
    requests come by a pipe of their own and standard input is closed on the other side, so that a native program finds it empty
    instead of taking our lines.
    .PARAMETER Settings
    RW_NONCE, RW_CANCEL, RW_PARENT, RW_PIPE, RW_EVENTS, RW_MIN_MS as in the environment.
    #>
    param([hashtable]$Settings)
    $Session.Out = [Console]::OpenStandardOutput()
    $Session.Nonce = $Settings.RW_NONCE
    $Session.Cancel = $Settings.RW_CANCEL
    $Session.Parent = [int]('0' + $Settings.RW_PARENT)
    $Session.Events = $Settings.RW_EVENTS
    $Session.Least = [int]('0' + $Settings.RW_MIN_MS)
    $in = [Console]::In
    $server = $null
    if ($Settings.RW_PIPE) { $server = [IO.Pipes.NamedPipeServerStream]::new($Settings.RW_PIPE, [IO.Pipes.PipeDirection]::In, 1, [IO.Pipes.PipeTransmissionMode]::Byte, [IO.Pipes.PipeOptions]::Asynchronous) }
    [RwFrame]::Reply($Session, 'boot', @{ Status = 'ok'; Data = Get-RwFacts ([bool]$server) })
    if ($server) {
        if (-not $server.WaitForConnectionAsync().Wait(30000)) { throw 'nobody connected to the request pipe' }
        $in = [IO.StreamReader]::new($server, [Text.Encoding]::ASCII)
        if ($in.ReadLine() -cne $Session.Nonce) { throw 'a stranger is on the request pipe' }
    }
    while ($null -ne ($line = $in.ReadLine())) {
        if ($line -ceq 'exit') { break }
        $Session.Clock.Restart()
        if ($line.Contains('RW1 ')) { $null = $Answer.Invoke($line) }
    }
}

Export-ModuleMember -Function Start-RwLoop
