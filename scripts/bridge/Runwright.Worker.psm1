# The bridge inside the worker runspace: output to wire, what a command left behind, scripts, the sandbox's channel.
# For Windows PowerShell 5.1 and PowerShell 7. ASCII only.
. ([IO.Path]::Combine($PSScriptRoot, 'rw-wire.ps1'))
Set-StrictMode -Version 2.0

$Shared = @{
    Kinds  = [RwKind]::Known()
    Names  = [System.Collections.Generic.Dictionary[string, string]]::new()
    Runner = [IO.Path]::Combine($PSScriptRoot, 'rw-runner.ps1')
}
$Letters = @{ 31 = 'W'; 32 = 'V'; 33 = 'D' }        # see Write-RwOutput
$Baseline = @{}
$Scripts = @{}
$Estate = @{ Server = $null; Waiting = $null; In = $null; Out = $null }
$Automatic = @{}
foreach ($name in '$', '?', '^', '_', 'args', 'input', 'Error', 'PWD', 'MyInvocation', 'PSBoundParameters', 'PSScriptRoot', 'PSCommandPath', 'StackTrace', 'Matches', 'LASTEXITCODE', 'foreach', 'switch', 'this', 'PSCmdlet', 'PSItem', 'RwProvider', 'RwBox') { $Automatic[$name] = $true }

function Write-RwOutput {
    <#
    .SYNOPSIS
    Takes what a command gives, in the command's own pipeline.
    .DESCRIPTION
    Output is written to State.Writer at once, as it is at that moment; so a slow property counts against the command's time and
    can be stopped. Every other record becomes one string: a letter for its stream, then text or JSON. They go into a queue and not down
    the pipeline, whose output would be in a transcript. Letters: E error,
    N a line that a native program wrote to standard error, W warning, V verbose, D debug, H host, I information, O an object that
    is also in the reply, X one that the reply has no room for.
    .PARAMETER State
    Select, Depth, MaxItems, Live (how many objects are also told at once), Text (a StringBuilder), Records (a queue); gets Dropped, Cut, Whole (how much
    of the text is whole items).
    #>
    param([hashtable]$State)
    begin {
        $text = $State.Text
        $records = $State.Records
        $writer = [RwWriter]::new($Shared)              # not the other side's: a class belongs to the runspace that defined it
        $writer.Text = $text
        $writer.Select = $State.Select
        $kinds = $Shared.Kinds
        $depth = $State.Depth + 1
        $max = $State.MaxItems
        $count = 0
        $live = $State.Live
        $room = $writer.Room
        $size = [long]-1                                # in bytes, of which a letter has up to three; asked only when it may matter
        $full = $false
        $spare = [RwWriter]::new($Shared)
        $invariant = [Globalization.CultureInfo]::InvariantCulture
    }
    process {
        $record = $_
        $kind = 0
        if ($null -ne $record -and -not $kinds.TryGetValue($record.GetType(), [ref]$kind)) { $kind = $writer.KindOf($record) }
        if ($kind -ge 30) {
            if ($kind -eq 30) {
                if ($record.FullyQualifiedErrorId -like 'NativeCommandError*') { $records.Enqueue('N' + $record.ToString()) }
                else { $records.Enqueue('E' + [RwWriter]::Json($record, 4, $Shared)) }
            }
            elseif ($kind -ne 34) { $records.Enqueue($Letters[$kind] + $record.Message) }
            elseif ($record.Tags -contains 'PSHOST') { $records.Enqueue('H' + $record.ToString()) }
            else { $records.Enqueue('I' + $record.ToString()) }
        }
        elseif ($full -or $count -ge $max) {
            $State.Dropped++
            $records.Enqueue($spare.One($record, $depth))
        }
        else {
            $start = $text.Length
            if ($count++ -gt 0) { [void]$text.Append(',') }
            if ($kind -eq 2 -and ($record -isnot [psobject] -or $record.PSObject.TypeNames[0].StartsWith('System.'))) { [void]$text.Append('"i:').Append($record.ToString($invariant)).Append('"') }
            else {
                $writer.Write($record, $depth, $true)
                $State.Cut = $writer.Cut
            }
            $length = $text.Length - $start
            if ($size -ge 0) { $size += [Text.Encoding]::UTF8.GetByteCount($text.ToString($start, $length)) }
            elseif ($text.Length * 3 -gt $room) { $size = [Text.Encoding]::UTF8.GetByteCount($text.ToString()) }
            if ($size -gt $room + 1MB) {                # an object that was cut for its size is a little longer than that
                $text.Length = $start
                $full = $true
                $State.Dropped++
                $records.Enqueue($spare.One($record, $depth))
            }
            else {
                $State.Whole = $text.Length
                if ($count -le $live -and $length -le 8000) { $records.Enqueue('O' + $text.ToString($text.Length - $length, $length).TrimStart(',')) }
            }
        }
    }
}

# ---------------------------------------------------------------- what a command leaves behind

function Save-RwBaseline {
    <#
    .SYNOPSIS
    Remembers the session as it is now; Restore-RwBaseline brings it back to this.
    .PARAMETER Session
    The session state of the worker's top level.
    .PARAMETER Lists
    Variables, Functions, Aliases: taken at the top level, because providers answer for the scope that asks.
    #>
    param($Session, [hashtable]$Lists)
    $Baseline.Variables = @{}
    foreach ($item in $Lists.Variables) {
        $variable = $item.PSObject.BaseObject
        if (-not $Automatic.ContainsKey($variable.Name)) { $Baseline.Variables[$variable.Name] = $variable.Value }
    }
    $Baseline.Functions = @{}
    foreach ($function in $Lists.Functions) { $Baseline.Functions[$function.Name] = $function.ScriptBlock }
    $Baseline.Aliases = @{}
    foreach ($alias in $Lists.Aliases) { $Baseline.Aliases[$alias.Name] = $true }
    $Baseline.Environment = @{}
    foreach ($entry in [Environment]::GetEnvironmentVariables().GetEnumerator()) { $Baseline.Environment[$entry.Key] = $entry.Value }
    $Baseline.Drives = @{}
    foreach ($drive in $Session.Drive.GetAll()) { $Baseline.Drives[$drive.Name] = $true }
    $Baseline.Jobs = @{}
    foreach ($job in (Get-Job)) { $Baseline.Jobs[$job.InstanceId] = $true }
    $Baseline.Subscribers = @{}
    foreach ($subscriber in $ExecutionContext.Events.Subscribers) { $Baseline.Subscribers[$subscriber.SubscriptionId] = $true }
    $Baseline.Runspaces = @{}
    foreach ($runspace in (Get-OwnRunspace)) { $Baseline.Runspaces[$runspace.InstanceId] = $true }
    $Baseline.Location = $Session.Path.CurrentLocation.Path
    $Baseline.Folder = [Environment]::CurrentDirectory
}

function Restore-RwBaseline {
    <#
    .SYNOPSIS
    Brings the session back to what Save-RwBaseline remembered; gives the names of what could not be brought back, else nothing.
    .PARAMETER Lists
    As for Save-RwBaseline; Functions and Aliases only after a script, because a module's command defines no global ones.
    #>
    param($Session, [hashtable]$Lists)
    $failed = [System.Collections.Generic.List[string]]::new()
    $global:Error.Clear()
    $global:LASTEXITCODE = 0
    Restore-Variables $Session $Lists $failed
    Restore-Environment
    Restore-Place $Session $failed
    Restore-Background $failed
    if ($Lists.ContainsKey('Functions')) {
        Restore-Functions $Session $Lists $failed
        Restore-AliasesAndDrives $Session $Lists $failed
        foreach ($runspace in (Get-OwnRunspace)) { if (-not $Baseline.Runspaces.ContainsKey($runspace.InstanceId)) { $runspace.CloseAsync() } }
    }
    $failed -join ', '
}

function Restore-Variables($Session, [hashtable]$Lists, $Failed) {
    $old = $Baseline.Variables
    $seen = 0
    foreach ($item in $Lists.Variables) {
        $variable = $item.PSObject.BaseObject
        $name = $variable.Name
        if ($old.ContainsKey($name)) {
            $seen++
            if ([object]::ReferenceEquals($variable.Value, $old[$name]) -or ([int]$variable.Options -band 3)) { continue }   # 3: read-only or constant
            try { $variable.Value = $old[$name] } catch { $Failed.Add("variable $name") }
        }
        elseif (-not $Automatic.ContainsKey($name)) {
            try { $Session.InvokeProvider.Item.Remove([string[]]"variable:global:$name", $false, $true, $true) } catch { $Failed.Add("variable $name") }
        }
    }
    if ($seen -eq $old.Count) { return }
    foreach ($name in @($old.get_Keys())) {
        if ($null -ne $Session.PSVariable.Get("global:$name")) { continue }
        try { $Session.PSVariable.Set("global:$name", $old[$name]) } catch { $Failed.Add("variable $name") }
    }
}

function Restore-Environment {
    $old = $Baseline.Environment
    $now = [Environment]::GetEnvironmentVariables()
    foreach ($entry in $now.GetEnumerator()) {
        if (-not $old.ContainsKey($entry.Key)) { [Environment]::SetEnvironmentVariable($entry.Key, [NullString]::Value) }   # a $null would become an empty text
        elseif ($old[$entry.Key] -cne $entry.Value) { [Environment]::SetEnvironmentVariable($entry.Key, $old[$entry.Key]) }
    }
    foreach ($name in @($old.get_Keys())) { if (-not $now.Contains($name)) { [Environment]::SetEnvironmentVariable($name, $old[$name]) } }
}

function Restore-Place($Session, $Failed) {
    if ($Session.Path.CurrentLocation.Path -cne $Baseline.Location) {
        try { [void]$Session.Path.SetLocation([Management.Automation.WildcardPattern]::Escape($Baseline.Location)) } catch { $Failed.Add('location') }
    }
    if ([Environment]::CurrentDirectory -cne $Baseline.Folder) {
        try { [Environment]::CurrentDirectory = $Baseline.Folder } catch { $Failed.Add('current directory') }
    }
}

function Restore-Background($Failed) {
    foreach ($subscriber in @($ExecutionContext.Events.Subscribers)) {
        if (-not $Baseline.Subscribers.ContainsKey($subscriber.SubscriptionId)) { $ExecutionContext.Events.UnsubscribeEvent($subscriber) }
    }
    foreach ($job in @(Get-Job)) {
        if ($Baseline.Jobs.ContainsKey($job.InstanceId)) { continue }
        try { Remove-Job -Job $job -Force -ErrorAction Stop } catch { $Failed.Add("job $($job.Name)") }
    }
}

# The runspaces of this process that lead to no other computer. PowerShell 5.1 lists them by a cmdlet only, which would load a module.
function Get-OwnRunspace {
    $list = [runspace].GetProperty('RunspaceList', [Reflection.BindingFlags]'NonPublic, Static')
    if ($null -eq $list) { return }
    foreach ($runspace in $list.GetValue($null)) { if ($null -eq $runspace.ConnectionInfo -and $runspace.RunspaceStateInfo.State -eq 'Opened') { $runspace } }
}

function Restore-Functions($Session, [hashtable]$Lists, $Failed) {
    $old = $Baseline.Functions
    $items = $Session.InvokeProvider.Item
    $there = @{}
    foreach ($function in $Lists.Functions) {
        $name = $function.Name
        $there[$name] = $true
        if ($old.ContainsKey($name)) {
            if ([object]::ReferenceEquals($function.ScriptBlock, $old[$name])) { continue }
            try { [void]$items.Set("function:global:$name", $old[$name]) } catch { $Failed.Add("function $name") }
        }
        elseif (-not $function.ModuleName) {                            # those of a module that was loaded meanwhile stay
            try { $items.Remove([string[]]"function:$name", $false, $true, $true) } catch { $Failed.Add("function $name") }
        }
    }
    foreach ($name in @($old.get_Keys())) {
        if ($there.ContainsKey($name)) { continue }
        try { [void]$items.Set("function:global:$name", $old[$name]) } catch { $Failed.Add("function $name") }
    }
}

function Restore-AliasesAndDrives($Session, [hashtable]$Lists, $Failed) {
    foreach ($alias in $Lists.Aliases) {
        if ($Baseline.Aliases.ContainsKey($alias.Name) -or $alias.ModuleName) { continue }
        try { $Session.InvokeProvider.Item.Remove([string[]]"alias:$($alias.Name)", $false, $true, $true) } catch { $Failed.Add("alias $($alias.Name)") }
    }
    foreach ($drive in @($Session.Drive.GetAll())) {
        if ($Baseline.Drives.ContainsKey($drive.Name)) { continue }
        try { $Session.Drive.Remove($drive.Name, $true, 'global') } catch { $Failed.Add("drive $($drive.Name)") }
    }
}

# ---------------------------------------------------------------- commands and scripts

function Resolve-RwCommand {
    <#
    .SYNOPSIS
    What must be known of an allowed command: the command itself, its parameters' types, whether it refuses unknown ones.
    .DESCRIPTION
    A module's own entry is kept, not the global one, which a later 'function global:NAME' would overwrite in place.
    #>
    param([string]$Name)
    $command = $ExecutionContext.InvokeCommand.GetCommand($Name, [Management.Automation.CommandTypes]'Function, Cmdlet, ExternalScript')
    if ($null -eq $command) { return }
    if ($command.CommandType -eq 'Function' -and $command.Module) {
        $own = $command.Module.ExportedFunctions[$command.Name]
        if ($own) { $command = $own }
    }
    $types = @{}
    if ($command.Parameters) {
        foreach ($parameter in $command.Parameters.Values) {
            $types[$parameter.Name] = $parameter.ParameterType
            foreach ($alias in $parameter.Aliases) { $types[$alias] = $parameter.ParameterType }
        }
    }
    $simple = ($command.CommandType -eq 'Function' -and -not $command.CmdletBinding) -or
        ($command.CommandType -eq 'ExternalScript' -and -not $command.ScriptBlock.Attributes.Count)
    @{ Name = $Name; Command = $command; Simple = $simple; Types = $types; Module = [string]$command.ModuleName; Version = [string]$command.Version }
}

function Resolve-RwScript {
    <#
    .SYNOPSIS
    Parses a script once for each text: its block and its parameters' types; or Failed (an error as JSON) or Refused (a reason).
    .PARAMETER In
    Text, File (the name in errors).
    #>
    param([hashtable]$In)
    $key = $In.File + "`n" + $In.Text
    if ($Scripts.ContainsKey($key)) { return $Scripts[$key] }
    $tokens = $null
    $errors = $null
    $tree = [Management.Automation.Language.Parser]::ParseInput($In.Text, [string]$In.File, [ref]$tokens, [ref]$errors)
    if ($errors) { return @{ Failed = [RwWriter]::Json([Management.Automation.ParseException]::new($errors), 4, $Shared) } }
    $unmet = Test-RwRequirement $tree.ScriptRequirements
    if ($unmet) { return $unmet }
    $script = @{ Command = $null; Simple = $true; Types = @{} }
    if ($tree.ParamBlock) {
        foreach ($attribute in $tree.ParamBlock.Attributes) { if ($attribute.TypeName.Name -eq 'CmdletBinding') { $script.Simple = $false } }
        foreach ($parameter in $tree.ParamBlock.Parameters) { Add-RwParameter $script $parameter }
    }
    $script.Command = $tree.GetScriptBlock()
    if ($Scripts.Count -ge 64) { $Scripts.Clear() }
    $Scripts[$key] = $script
    $script
}

function Add-RwParameter([hashtable]$Script, $Parameter) {
    $Script.Types[$Parameter.Name.VariablePath.UserPath] = $Parameter.StaticType
    foreach ($attribute in $Parameter.Attributes) {
        if ($attribute.TypeName.Name -eq 'Parameter') { $Script.Simple = $false }
        if ($attribute.TypeName.Name -eq 'Alias') { foreach ($name in $attribute.PositionalArguments) { $Script.Types[$name.SafeGetValue()] = $Parameter.StaticType } }
    }
}

# '#requires' is honoured only for files that are run by their path; so it is checked here.
function Test-RwRequirement($Requirements) {
    if ($null -eq $Requirements) { return }
    $here = $PSVersionTable.PSVersion
    $wanted = $Requirements.RequiredPSVersion
    if ($wanted -and $wanted -gt [version]"$($here.Major).$($here.Minor)") { return @{ Refused = "the script requires PowerShell $wanted, this is $here" } }
    $editions = $Requirements.PSObject.Properties['RequiredPSEditions']
    if ($editions -and @($editions.Value).Count -and $editions.Value -notcontains [string]$PSVersionTable.PSEdition) { return @{ Refused = "the script requires PowerShell edition $($editions.Value -join ', '), this is $($PSVersionTable.PSEdition)" } }
    if ($Requirements.IsElevationRequired -and $env:OS -eq 'Windows_NT') {
        $identity = [Security.Principal.WindowsPrincipal]::new([Security.Principal.WindowsIdentity]::GetCurrent())
        if (-not $identity.IsInRole('Administrator')) { return @{ Refused = 'the script requires an elevated process' } }
    }
    foreach ($module in $Requirements.RequiredModules) {
        try { Import-Module -FullyQualifiedName $module -Global -ErrorAction Stop } catch { return @{ Failed = [RwWriter]::Json($_, 4, $Shared) } }
    }
}

# ---------------------------------------------------------------- the sandbox

function Open-RwEstate {
    <#
    .SYNOPSIS
    Begins to listen for the sandbox on a named pipe (on Unix a socket's path); Wait-RwEstate waits for it.
    #>
    param([string]$Pipe)
    $Estate.Server = [IO.Pipes.NamedPipeServerStream]::new($Pipe, [IO.Pipes.PipeDirection]::InOut, 1, [IO.Pipes.PipeTransmissionMode]::Byte, [IO.Pipes.PipeOptions]::Asynchronous)
    $Estate.Waiting = $Estate.Server.WaitForConnectionAsync()
}

function Wait-RwEstate {
    <#
    .SYNOPSIS
    Waits until the sandbox has connected; an error if it does not.
    #>
    param([int]$Milliseconds = 10000)
    if (-not $Estate.Waiting.Wait($Milliseconds)) { throw 'the sandbox did not connect' }
    $encoding = [Text.UTF8Encoding]::new($false)
    $Estate.In = [IO.StreamReader]::new($Estate.Server, $encoding)
    $Estate.Out = [IO.StreamWriter]::new($Estate.Server, $encoding)
}

function Invoke-RwEstate {
    <#
    .SYNOPSIS
    The body of a sandbox's proxy function: sends its bound parameters to the sandbox and gives what that answers.
    .DESCRIPTION
    A proxy is a function with the parameters of the cmdlet that it stands for, and this body:
      process { Runwright.Worker\Invoke-RwEstate $PSCmdlet $PSBoundParameters }
    One line of JSON each way: {command, args} and {data, warnings, error: {message, type, fqid, category, target, terminating}}.
    Arguments and data are tagged values; in data, '$type' is an object's type name. Warnings and errors go to the proxy's own
    streams, so that -ErrorAction, -WarningAction and try work as with a cmdlet.
    #>
    param($Cmdlet, $Bound)
    if ($null -eq $Estate.Out) { throw 'there is no sandbox in this session' }
    $writer = [RwWriter]::new($Shared)
    $writer.Nodes = 50000
    $writer.Room = 8MB
    $writer.Write($Bound, 6, $true)
    $Estate.Out.WriteLine('{"command":' + [RwJson]::Quote($Cmdlet.MyInvocation.MyCommand.Name) + ',"args":' + $writer.Text.ToString() + '}')
    $Estate.Out.Flush()
    $line = $Estate.In.ReadLineAsync()
    while (-not $line.Wait(50)) { }                                     # in slices, so that a stop gets through
    if ($null -eq $line.Result) { throw 'the sandbox has gone' }
    $answer = [RwJson]::Read($line.Result)
    foreach ($warning in $answer['warnings']) { $Cmdlet.WriteWarning($warning) }
    foreach ($item in $answer['data']) { [RwValue]::ReadObject($item) }
    $problem = $answer['error']
    if ($null -eq $problem) { return }
    $exception = [InvalidOperationException]::new($problem['message'])
    $exception.Data['RwType'] = $problem['type']                        # the type that it would have outside of a sandbox
    $record = [Management.Automation.ErrorRecord]::new($exception, $problem['fqid'], [RwProblem]::Category($problem['category']), $problem['target'])
    if ($problem['terminating']) { $Cmdlet.ThrowTerminatingError($record) }
    $Cmdlet.WriteError($record)
}

Export-ModuleMember -Function Write-RwOutput, Save-RwBaseline, Restore-RwBaseline, Resolve-RwCommand, Resolve-RwScript, Open-RwEstate, Wait-RwEstate, Invoke-RwEstate
