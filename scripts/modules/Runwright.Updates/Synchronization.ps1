# The subscription (what is synchronized, and when) and synchronizations as such.

function Get-RwSubscription {
    <#
    .SYNOPSIS
    Shows what an update server synchronizes, and when.
    .DESCRIPTION
    TimeOfDay is in UTC, as hours and minutes. Products and Classifications are their titles, sorted. NextSynchronization is null where
    nothing is scheduled.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .OUTPUTS
    Runwright.Subscription
    .EXAMPLE
    Get-RwSubscription -ServerName wsus01
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Subscription')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $subscription = $server.GetSubscription()
        $automatic = [bool]$subscription.SynchronizeAutomatically
        [pscustomobject]@{
            PSTypeName                     = 'Runwright.Subscription'
            SynchronizeAutomatically       = $automatic
            TimeOfDay                      = ([timespan]$subscription.SynchronizeAutomaticallyTimeOfDay).ToString('hh\:mm', [Globalization.CultureInfo]::InvariantCulture)
            NumberOfSynchronizationsPerDay = [int]$subscription.NumberOfSynchronizationsPerDay
            Products                       = @(Get-RwTitles $subscription.GetUpdateCategories())
            Classifications                = @(Get-RwTitles $subscription.GetUpdateClassifications())
            NextSynchronization            = if ($automatic) { ConvertTo-RwUtc $subscription.GetNextSynchronizationTime() } else { $null }
            LastModifiedTime               = ConvertTo-RwUtc $subscription.LastModifiedTime
            LastModifiedBy                 = [string]$subscription.LastModifiedBy
        }
    }
}

function Set-RwSubscription {
    <#
    .SYNOPSIS
    Changes what an update server synchronizes, and when.
    .DESCRIPTION
    Only what is given is changed, all of it in one saving; nothing is changed if a product or a classification is not known to the
    server. Products are known once its categories were synchronized (Start-RwSynchronization -CategoriesOnly).
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER SynchronizeAutomatically
    Whether it synchronizes by itself.
    .PARAMETER TimeOfDay
    When the first synchronization of a day begins, in UTC, as hours and minutes (02:30).
    .PARAMETER NumberOfSynchronizationsPerDay
    How many there are a day, 1 to 24.
    .PARAMETER Products
    Titles of all products that are synchronized.
    .PARAMETER Classifications
    Titles of all classifications that are synchronized.
    .OUTPUTS
    None
    .EXAMPLE
    Set-RwSubscription -SynchronizeAutomatically $true -TimeOfDay 02:30 -NumberOfSynchronizationsPerDay 1
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [bool]$SynchronizeAutomatically,
        [ValidatePattern('^([01][0-9]|2[0-3]):[0-5][0-9]$')] [string]$TimeOfDay,
        [ValidateRange(1, 24)] [int]$NumberOfSynchronizationsPerDay,
        [AllowEmptyCollection()] [string[]]$Products,
        [AllowEmptyCollection()] [string[]]$Classifications
    )
    $given = $PSBoundParameters
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $subscription = $server.GetSubscription()
        $categories = if ($given.ContainsKey('Products')) { Get-RwNamed $server.GetUpdateCategories() $Products 'UpdateCategoryCollection' 'product' 'ProductUnknown' }
        $kinds = if ($given.ContainsKey('Classifications')) { Get-RwNamed $server.GetUpdateClassifications() $Classifications 'UpdateClassificationCollection' 'classification' 'ClassificationUnknown' }
        if (-not $PSCmdlet.ShouldProcess($server.Name, 'Change the subscription')) { return }
        if ($given.ContainsKey('SynchronizeAutomatically')) { $subscription.SynchronizeAutomatically = $SynchronizeAutomatically }
        if ($given.ContainsKey('TimeOfDay')) { $subscription.SynchronizeAutomaticallyTimeOfDay = [timespan]::ParseExact($TimeOfDay, 'hh\:mm', [Globalization.CultureInfo]::InvariantCulture) }
        if ($given.ContainsKey('NumberOfSynchronizationsPerDay')) { $subscription.NumberOfSynchronizationsPerDay = $NumberOfSynchronizationsPerDay }
        if ($given.ContainsKey('Products')) { $subscription.SetUpdateCategories($categories) }
        if ($given.ContainsKey('Classifications')) { $subscription.SetUpdateClassifications($kinds) }
        [void]$subscription.Save()
    }
}

# The API's collection of the items with these titles. A product and its family may have one title; then the product is meant.
function Get-RwNamed($Items, [string[]]$Titles, [string]$Collection, [string]$Word, [string]$Unknown) {
    $found = & $script:Api.Make $Collection @()
    $missing = @()
    foreach ($title in $Titles) {
        $named = @($Items | Where-Object { $_.Title -eq $title })
        $products = @($named | Where-Object { $null -ne $_.PSObject.Properties['Type'] -and [string]$_.Type -eq 'Product' })
        if ($products.Count) { $named = $products }
        if ($named.Count -eq 0) { $missing += $title }
        foreach ($item in $named) { [void]$found.Add($item) }
    }
    if ($missing.Count) { Stop-RwFunction "The update server does not know the $Word '$($missing -join "', '")'." $Unknown ObjectNotFound $missing[0] }
    , $found
}

function Get-RwSynchronization {
    <#
    .SYNOPSIS
    Shows the synchronization that runs and the last one that ended.
    .DESCRIPTION
    Phase and items are those of the one that runs: NotProcessing and 0 of 0 if none does. The last one is known by LastId: right after
    a start the status may still say NotProcessing, so only another LastId than before proves that a synchronization has ended.
    FirstDone: one has succeeded before, be it long ago.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .OUTPUTS
    Runwright.Synchronization
    .EXAMPLE
    Get-RwSynchronization -ServerName wsus01
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Synchronization')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $subscription = $server.GetSubscription()
        $progress = $subscription.GetSynchronizationProgress()
        $last = $subscription.GetLastSynchronizationInfo()
        $ran = $null -ne $last -and [string]$last.Result -ne 'NeverRun'
        $errors = if ($ran) { foreach ($one in $last.UpdateErrors) { [pscustomobject]@{ UpdateId = Get-RwIdText (Get-RwProperty $one 'UpdateId'); Error = [string](Get-RwProperty $one 'Error'); Text = [string](Get-RwProperty $one 'ErrorText') } } }
        [pscustomobject]@{
            PSTypeName          = 'Runwright.Synchronization'
            Status              = [string]$subscription.GetSynchronizationStatus()
            Phase               = [string]$progress.Phase
            ProcessedItems      = [int]$progress.ProcessedItems
            TotalItems          = [int]$progress.TotalItems
            LastId              = if ($ran) { [string]$last.Id } else { $null }
            LastResult          = if ($ran) { [string]$last.Result } else { 'NeverRun' }
            LastError           = if ($ran) { [string]$last.Error } else { 'NotApplicable' }
            LastErrorText       = if ($ran) { [string]$last.ErrorText } else { '' }
            LastStart           = if ($ran) { ConvertTo-RwUtc $last.StartTime } else { $null }
            LastEnd             = if ($ran) { ConvertTo-RwUtc $last.EndTime } else { $null }
            LastStartedManually = [bool]($ran -and $last.StartedManually)
            FirstDone           = @($subscription.GetSynchronizationHistory() | Where-Object { [string]$_.Result -eq 'Succeeded' }).Count -gt 0
            UpdateErrors        = @($errors)
        }
    }
}

# A property that some versions of the API do not have.
function Get-RwProperty($Object, [string]$Name) {
    if ($null -ne $Object.PSObject.Properties[$Name]) { $Object.$Name }
}

# The id of an update, which the API gives as an object with a revision, or as a GUID.
function Get-RwIdText($Id) {
    if ($null -eq $Id) { return $null }
    if ($null -ne $Id.PSObject.Properties['UpdateId']) { return [string]$Id.UpdateId }
    [string]$Id
}

function Start-RwSynchronization {
    <#
    .SYNOPSIS
    Starts a synchronization, or joins the one that runs.
    .DESCRIPTION
    Returns at once. Started is false if one was running already: then there is no second start. PreviousId names the last one that had
    ended before; this one has ended when Get-RwSynchronization shows another LastId. While one is being stopped the error
    SynchronizationStopping is given. What a synchronization imports stays.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER CategoriesOnly
    Only products and classifications, as is done first on a new server.
    .OUTPUTS
    Runwright.SynchronizationStart
    .EXAMPLE
    Start-RwSynchronization -ServerName wsus01
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType('Runwright.SynchronizationStart')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [switch]$CategoriesOnly
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $subscription = $server.GetSubscription()
        $last = $subscription.GetLastSynchronizationInfo()
        $previous = if ($null -ne $last -and [string]$last.Result -ne 'NeverRun') { [string]$last.Id } else { $null }
        $status = [string]$subscription.GetSynchronizationStatus()
        if ($status -eq 'Stopping') { Stop-RwFunction 'A synchronization is being stopped; another one can be started once it has ended.' 'SynchronizationStopping' ResourceBusy $server.Name }
        $started = $status -ne 'Running'
        if (-not $PSCmdlet.ShouldProcess($server.Name, 'Start a synchronization')) { return }
        if ($started) {
            try {
                if ($CategoriesOnly) { $subscription.StartSynchronizationForCategoryOnly() } else { $subscription.StartSynchronization() }
            } catch {
                if ([string]$subscription.GetSynchronizationStatus() -ne 'Running') { throw }
                $started = $false           # the server's own schedule was quicker
            }
        }
        [pscustomobject]@{ PSTypeName = 'Runwright.SynchronizationStart'; Started = $started; PreviousId = $previous }
    }
}

function Stop-RwSynchronization {
    <#
    .SYNOPSIS
    Stops the synchronization that runs.
    .DESCRIPTION
    Returns at once; Get-RwSynchronization shows Stopping until it has ended. Does nothing if none runs.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .OUTPUTS
    None
    .EXAMPLE
    Stop-RwSynchronization -ServerName wsus01
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $subscription = $server.GetSubscription()
        if ([string]$subscription.GetSynchronizationStatus() -ne 'Running') { return }
        if ($PSCmdlet.ShouldProcess($server.Name, 'Stop the synchronization')) { [void]$subscription.StopSynchronization() }
    }
}

function Get-RwContentProgress {
    <#
    .SYNOPSIS
    Shows how far the download of the updates' files has come.
    .DESCRIPTION
    Done: no approved update waits for files, and all bytes are there. That is also so where nothing is to be downloaded (0 of 0 bytes).
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .OUTPUTS
    Runwright.ContentProgress
    .EXAMPLE
    Get-RwContentProgress -ServerName wsus01
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.ContentProgress')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $progress = $server.GetContentDownloadProgress()
        $waiting = [int]$server.GetStatus().UpdatesNeedingFilesCount
        [pscustomobject]@{
            PSTypeName          = 'Runwright.ContentProgress'
            DownloadedBytes     = [long]$progress.DownloadedBytes
            TotalBytes          = [long]$progress.TotalBytesToDownload
            UpdatesNeedingFiles = $waiting
            Done                = $waiting -eq 0 -and $progress.DownloadedBytes -ge $progress.TotalBytesToDownload
        }
    }
}
